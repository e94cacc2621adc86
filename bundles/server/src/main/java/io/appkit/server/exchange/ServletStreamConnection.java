package io.appkit.server.exchange;

import io.appkit.api.platform.StreamConnection;
import io.appkit.api.telemetry.Span;
import io.appkit.server.http.RequestSpan;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** An event stream's connection on non-blocking servlet output: a slow client costs queue space, never a thread. */
final class ServletStreamConnection implements StreamConnection, AsyncListener {

    private static final Logger LOG = LoggerFactory.getLogger(ServletStreamConnection.class);

    /** A whole replay buffer of 8 MiB, and as much again that comes meanwhile. */
    private static final long MAX_QUEUED_BYTES = 16L << 20;

    private static final int MAX_QUEUED_PARTS = 3000;

    private final Reply reply;
    private final NonBlockingOutput output;
    private final ClientWatch watch;
    private final Span span;
    private final List<Runnable> closeActions = new ArrayList<>();
    private boolean detached;
    private boolean started;
    private boolean finishing;
    private boolean closed;

    private ServletStreamConnection(HttpServletRequest request, HttpServletResponse response, Reply reply)
            throws IOException {
        this.reply = reply;
        this.output = new NonBlockingOutput(response.getOutputStream(), this::lost);
        this.watch = new ClientWatch(request, this::close);
        this.span = RequestSpan.of(request);
    }

    static ServletStreamConnection open(HttpServletRequest request, HttpServletResponse response, Reply reply)
            throws IOException {
        response.setStatus(HttpServletResponse.SC_OK);
        response.setContentType("text/event-stream; charset=utf-8");
        response.setHeader("Cache-Control", "no-cache, no-transform");
        response.setHeader("X-Accel-Buffering", "no");
        return new ServletStreamConnection(request, response, reply);
    }

    /** What is not over yet goes on without the request's own thread. */
    synchronized void leaveThread() {
        if (!detached && !closed && !finishing) {
            detached = true;
            reply.detach().addListener(this);
            // Until then there may be something to send with the head, most often even all.
            watch.startSoon(this::start);
        }
    }

    @Override
    public boolean send(byte[]... frame) {
        synchronized (this) {
            if (closed || finishing) {
                return false;
            }
            leaveThread();
        }
        if (output.queued() >= MAX_QUEUED_PARTS
                || output.queuedBytes() + JoinedParts.length(frame) > MAX_QUEUED_BYTES) {
            LOG.warn("An event stream is closed: its client does not keep up");
            close();
            return false;
        }
        output.put(buffers(frame), null);
        start();
        return true;
    }

    @Override
    public void finish(byte[]... last) {
        CompletableFuture<Void> sent = new CompletableFuture<>();
        synchronized (this) {
            if (closed || finishing) {
                return;
            }
            if (!started && output.queued() == 0 && JoinedParts.length(last) <= JoinedParts.LONGEST) {
                started = true;
                finishing = true;
                whole(last, sent);
            } else {
                leaveThread();
                finishing = true;
                output.put(buffers(last), null);
                output.finish(() -> sent.complete(null));
            }
        }
        start();
        sent.thenRun(this::close);
    }

    /** A stream that ends as it begins is an answer like any other, and costs no more. */
    private void whole(byte[][] frame, CompletableFuture<Void> sent) {
        try {
            reply.send(frame, () -> sent.complete(null));
        } catch (IOException | IllegalStateException e) {
            LOG.debug("The client of an event stream has gone", e);
            sent.complete(null);
        }
    }

    private static List<ByteBuffer> buffers(byte[][] parts) {
        return Arrays.stream(parts).map(ByteBuffer::wrap).toList();
    }

    /** The container's output may be used for another answer once this one has closed. */
    private synchronized void start() {
        if (!started && !closed) {
            started = true;
            output.start();
        }
    }

    @Override
    public void onClose(Runnable action) {
        synchronized (this) {
            if (!closed) {
                closeActions.add(action);
                return;
            }
        }
        action.run();
    }

    @Override
    public Span span() {
        return span;
    }

    private void lost(Throwable error) {
        LOG.debug("The client of an event stream has gone", error);
        close();
    }

    private void close() {
        List<Runnable> actions;
        synchronized (this) {
            if (closed) {
                return;
            }
            closed = true;
            actions = List.copyOf(closeActions);
        }
        output.close();
        watch.close();
        reply.end();
        actions.forEach(Runnable::run);
    }

    @Override
    public void onError(AsyncEvent event) {
        close();
    }

    @Override
    public void onComplete(AsyncEvent event) {
        close();
    }

    @Override
    public void onTimeout(AsyncEvent event) {
        close();
    }

    @Override
    public void onStartAsync(AsyncEvent event) {}
}
