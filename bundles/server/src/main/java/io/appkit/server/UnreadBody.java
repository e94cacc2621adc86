package io.appkit.server;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.io.Content;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The body of a request whose answer does not wait for it. Were the connection closed on a client that is still sending, the
 * answer could be lost. So a body that is small and comes soon is taken in first, which keeps the connection. Of any other
 * the rest is taken in behind the answer, which says that it is the last one, for a moment in which most clients notice.
 * Either way without a thread.
 */
public final class UnreadBody {

    private static final Logger LOG = LoggerFactory.getLogger(UnreadBody.class);
    private static final int SMALL_BYTES = 64 * 1024;
    private static final int PATIENCE_SECONDS = 2;
    private static final String CONNECTION = "Connection";
    private static final String CLOSE = "close";

    private UnreadBody() {}

    /** Whether a request has a body that is not in. */
    public static boolean expected(HttpServletRequest request) {
        return IncomingBody.announced(request) && !IncomingBody.of(request).isOver();
    }

    /** Answers a request that is still on its first thread, now or once its body is in. */
    public static void answer(HttpServletRequest request, HttpServletResponse response, AsyncAnswer.Writing answer)
            throws IOException {
        if (expected(request)) {
            answer(request, response, request.startAsync(request, response), answer);
        } else {
            answer.run();
        }
    }

    /** Answers a request that has left its first thread, and ends the exchange. */
    public static void answer(
            HttpServletRequest request, HttpServletResponse response, AsyncContext async, AsyncAnswer.Writing answer) {
        if (!expected(request)) {
            AsyncAnswer.write(async, answer);
        } else if (comesSoon(request)) {
            takeIn(request).thenRun(() -> AsyncAnswer.write(async, answer));
        } else {
            try {
                answer.run();
                announceEnd(request, response);
                end(request, response, async);
            } catch (IOException | IllegalStateException e) {
                AsyncAnswer.write(async, () -> LOG.debug("The client has gone", e));
            }
        }
    }

    /** Says that an answer is the last of its connection, unless the body is in by the time the answer begins. */
    public static void announceEnd(HttpServletRequest request, HttpServletResponse response) {
        if (expected(request) && !response.isCommitted()) {
            response.setHeader(CONNECTION, CLOSE);
        }
    }

    /** Ends an exchange whose answer has been written. */
    public static void end(HttpServletRequest request, HttpServletResponse response, AsyncContext async) {
        if (!expected(request)) {
            AsyncAnswer.write(async, () -> {});
            return;
        }
        try {
            response.getOutputStream().close();
        } catch (IOException | IllegalStateException e) {
            AsyncAnswer.write(async, () -> LOG.debug("The client has gone", e));
            return;
        }
        if (awaitsContinue(request)) {
            AsyncAnswer.write(async, () -> {});
        } else {
            takeIn(request).thenRun(() -> AsyncAnswer.write(async, () -> {}));
        }
    }

    private static boolean comesSoon(HttpServletRequest request) {
        long length = request.getContentLengthLong();
        return length > 0 && length <= SMALL_BYTES && !awaitsContinue(request);
    }

    /** A client that expects 100 (Continue) sends nothing before, and is not to be told so now. */
    private static boolean awaitsContinue(HttpServletRequest request) {
        return request.getHeader("Expect") != null && !IncomingBody.of(request).hasBegun();
    }

    /** Completes when nothing more comes, or it has taken too long. */
    private static CompletableFuture<Void> takeIn(HttpServletRequest request) {
        CompletableFuture<Void> done = new CompletableFuture<>();
        try {
            IncomingBody.of(request).read(new Discarding(done));
            done.completeOnTimeout(null, PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (IllegalStateException | RejectedExecutionException e) {
            LOG.debug("The body cannot be read", e);
            done.complete(null);
        }
        return done;
    }

    private static final class Discarding implements IncomingBody.Reader {

        private final CompletableFuture<Void> done;

        Discarding(CompletableFuture<Void> done) {
            this.done = done;
        }

        @Override
        public boolean takesMore() {
            return !done.isDone();
        }

        @Override
        public void take(Content.Chunk bytes) {
            bytes.release();
        }

        @Override
        public void ended() {
            done.complete(null);
        }

        @Override
        public void failed(Throwable error) {
            done.complete(null);
        }

        @Override
        public void replaced() {
            done.complete(null);
        }
    }
}
