package io.appkit.server;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The body of a request whose answer does not depend on it. Were the answer out before the body is in, the connection would
 * be closed on a client that is still sending, and the answer could be lost. So a body that is small and comes soon is taken
 * in first, without a thread.
 */
public final class UnreadBody implements ReadListener {

    private static final Logger LOG = LoggerFactory.getLogger(UnreadBody.class);
    private static final int MOST_BYTES = 64 * 1024;
    private static final int PATIENCE_SECONDS = 2;

    private final ServletInputStream in;
    private final CompletableFuture<Void> arrived = new CompletableFuture<>();
    private final byte[] discarded = new byte[4096];

    private UnreadBody(ServletInputStream in) {
        this.in = in;
    }

    /** Answers a request that is still on its first thread, now or once its body is in. */
    public static void answer(HttpServletRequest request, HttpServletResponse response, AsyncAnswer.Writing answer)
            throws IOException {
        if (expected(request)) {
            answer(request, request.startAsync(request, response), answer);
        } else {
            answer.run();
        }
    }

    /** Answers a request that has left its first thread and whose body nobody has read, and ends the exchange. */
    public static void answer(HttpServletRequest request, AsyncContext async, AsyncAnswer.Writing answer) {
        try {
            if (expected(request) && !request.getInputStream().isFinished()) {
                UnreadBody body = new UnreadBody(request.getInputStream());
                body.in.setReadListener(body);
                body.arrived
                        .completeOnTimeout(null, PATIENCE_SECONDS, TimeUnit.SECONDS)
                        .thenRun(() -> AsyncAnswer.write(async, answer));
                return;
            }
        } catch (IOException | IllegalStateException | RejectedExecutionException e) {
            LOG.debug("The body cannot be read", e);
        }
        AsyncAnswer.write(async, answer);
    }

    /** A client that expects 100 (Continue) waits for an answer before it sends. */
    private static boolean expected(HttpServletRequest request) {
        long length = request.getContentLengthLong();
        return length > 0 && length <= MOST_BYTES && request.getHeader("Expect") == null;
    }

    @Override
    public void onDataAvailable() throws IOException {
        while (in.isReady()) {
            if (in.read(discarded) < 0) {
                return;
            }
        }
    }

    @Override
    public void onAllDataRead() {
        arrived.complete(null);
    }

    @Override
    public void onError(Throwable error) {
        arrived.complete(null);
    }
}
