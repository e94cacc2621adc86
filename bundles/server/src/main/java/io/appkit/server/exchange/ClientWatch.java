package io.appkit.server.exchange;

import io.appkit.server.UnreadBody;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.ee10.servlet.ServletContextRequest;
import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.io.AbstractEndPoint;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Notices that a client has gone while nothing is written to it. Jetty does not look at an HTTP/1 connection as long as a
 * request with a whole body is being answered, so the watch waits for the selector to say that there is something to
 * read: normally it is the end. It must have let go before the response ends, since Jetty reads the next request then.
 */
final class ClientWatch implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ClientWatch.class);

    /** Most streams end sooner and are spared the watch; upstream work is still cancelled within a second. */
    private static final long DELAY_MILLIS = 250;

    private final HttpServletRequest request;
    private final Runnable gone;
    /** True once the moment has come, false if the watch has been closed before. */
    private final CompletableFuture<Boolean> moment = new CompletableFuture<>();

    private @Nullable AbstractEndPoint watched;
    private boolean closed;

    /**
     * Creates a watch.
     *
     * @param gone runs at most once, on a thread of Jetty
     */
    ClientWatch(HttpServletRequest request, Runnable gone) {
        this.request = request;
        this.gone = gone;
    }

    /**
     * Begins after a moment.
     *
     * @param alongside runs then, too; not if the watch is closed before
     */
    void startSoon(Runnable alongside) {
        moment.completeOnTimeout(true, DELAY_MILLIS, TimeUnit.MILLISECONDS).thenAccept(come -> {
            if (come) {
                alongside.run();
                start();
            }
        });
    }

    @Override
    public void close() {
        synchronized (this) {
            closed = true;
            moment.complete(false);
            if (watched != null) {
                AbstractEndPoint endPoint = watched;
                watched = null;
                endPoint.getFillInterest().onFail(new ClosedChannelException());
            }
        }
    }

    /** The request's body is in, before which nothing can be watched. */
    void bodyIsIn() {
        if (moment.getNow(false)) {
            start();
        }
    }

    private synchronized void start() {
        try {
            Connection connection = ServletContextRequest.getServletContextRequest(request)
                    .getConnectionMetaData()
                    .getConnection();
            if (!closed
                    && watched == null
                    && request.getProtocol().equals(HttpVersion.HTTP_1_1.asString())
                    && !UnreadBody.expected(request)
                    && connection.getEndPoint() instanceof AbstractEndPoint endPoint) {
                await(endPoint);
            }
        } catch (IllegalStateException e) {
            LOG.debug("The connection cannot be watched; a heartbeat will tell", e);
        }
    }

    private void await(AbstractEndPoint endPoint) {
        watched = endPoint;
        if (!endPoint.tryFillInterested(Callback.from(this::readable, failure -> ended()))) {
            watched = null;
        }
    }

    private void readable() {
        if (atEnd()) {
            gone.run();
        }
    }

    private void ended() {
        synchronized (this) {
            if (watched == null) {
                return;
            }
            watched = null;
        }
        gone.run();
    }

    private synchronized boolean atEnd() {
        AbstractEndPoint endPoint = watched;
        watched = null;
        if (endPoint == null || closed) {
            return false;
        }
        try {
            ByteBuffer next = BufferUtil.allocate(1);
            int filled = endPoint.fill(next);
            if (filled == 0) {
                await(endPoint);
            } else if (filled > 0 && endPoint.getConnection() instanceof Connection.UpgradeTo connection) {
                // The client has sent its next request ahead: Jetty goes on from this byte when the stream has ended.
                connection.onUpgradeTo(next);
            }
            return filled < 0;
        } catch (IOException | RuntimeException e) {
            LOG.debug("The connection cannot be read", e);
            return true;
        }
    }
}
