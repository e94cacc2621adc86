package io.appkit.server;

import jakarta.servlet.http.HttpServletRequest;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.eclipse.jetty.ee10.servlet.HttpInput;
import org.eclipse.jetty.ee10.servlet.ServletContextRequest;
import org.eclipse.jetty.io.Content;
import org.jspecify.annotations.Nullable;

/**
 * The body of a request that has left its first thread, read as it comes; no thread waits for it. Whoever reads it may be
 * followed by another, who goes on from there.
 */
public final class IncomingBody {

    /** Takes what comes. Is called once at a time, on the thread of whoever makes reading go on. */
    public interface Reader {

        /** Whether it takes more; what it does not take waits at the client. */
        boolean takesMore();

        /** Takes bytes, which are its own until it releases them. */
        void take(Content.Chunk bytes);

        /** The body is whole. Nothing else is called after this. */
        void ended();

        /** Something is missing, and does not come any more. Nothing else is called after this. */
        void failed(Throwable error);

        /** Another goes on reading. Nothing else is called after this. */
        void replaced();
    }

    private static final String ATTRIBUTE = IncomingBody.class.getName();

    private final Content.Source source;
    private final HttpInput in;
    private final AtomicReference<@Nullable Reader> wanted = new AtomicReference<>();
    private final AtomicInteger calls = new AtomicInteger();
    private @Nullable Reader serving;
    private volatile boolean begun;
    /** The connection calls when there is more. */
    private volatile boolean waiting;

    private volatile boolean over;
    private volatile @Nullable Throwable failure;

    private IncomingBody(ServletContextRequest request) {
        this.source = request;
        this.in = request.getHttpInput();
    }

    /** The body of a request; the same one for each of its readers. */
    public static IncomingBody of(HttpServletRequest request) {
        if (request.getAttribute(ATTRIBUTE) instanceof IncomingBody known) {
            return known;
        }
        IncomingBody body = new IncomingBody(ServletContextRequest.getServletContextRequest(request));
        request.setAttribute(ATTRIBUTE, body);
        return body;
    }

    /** Whether a request comes with a body. */
    static boolean announced(HttpServletRequest request) {
        return request.getContentLengthLong() > 0 || request.getHeader("Transfer-Encoding") != null;
    }

    /** Whether nothing more comes. */
    boolean isOver() {
        return over || in.isFinished();
    }

    /** Whether somebody has begun to read it. */
    boolean hasBegun() {
        return begun || in.getContentReceived() > 0;
    }

    /** Lets somebody read it, in place of whoever did. */
    public void read(Reader next) {
        wanted.set(next);
        proceed();
    }

    /** Reads on, as far as there is something and somebody takes it. */
    public void proceed() {
        if (calls.getAndIncrement() > 0) {
            return;
        }
        int seen = 1;
        while (seen > 0) {
            serve();
            seen = calls.addAndGet(-seen);
        }
    }

    private void serve() {
        for (Reader reader = next(); reader != null; reader = next()) {
            if (over) {
                wanted.compareAndSet(reader, null);
                serving = null;
                tellEnd(reader);
            } else if (!reader.takesMore() || !readOnce(reader)) {
                return;
            }
        }
    }

    private @Nullable Reader next() {
        Reader next = wanted.get();
        Reader before = serving;
        serving = next;
        if (before != null && !before.equals(next)) {
            before.replaced();
        }
        return next;
    }

    private void tellEnd(Reader reader) {
        Throwable missing = failure;
        if (missing == null) {
            reader.ended();
        } else {
            reader.failed(missing);
        }
    }

    /** False if nothing is there to be read; the connection calls when something is. */
    private boolean readOnce(Reader reader) {
        if (waiting) {
            return false;
        }
        begun = true;
        Content.Chunk chunk = source.read();
        if (chunk == null) {
            waiting = true;
            source.demand(this::available);
            return false;
        } else if (Content.Chunk.isFailure(chunk)) {
            failure = chunk.getFailure();
            over = true;
            return true;
        }
        over = chunk.isLast();
        if (chunk.hasRemaining()) {
            reader.take(chunk);
        } else {
            chunk.release();
        }
        return true;
    }

    private void available() {
        waiting = false;
        proceed();
    }
}
