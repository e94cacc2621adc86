package io.appkit.server.exchange;

import io.appkit.server.AsyncAnswer;
import io.appkit.server.Transfer;
import io.appkit.server.UnreadBody;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The answer of one request: given on the request's own thread, or later, once the request has left it. */
public final class Reply {

    private static final Logger LOG = LoggerFactory.getLogger(Reply.class);

    private final HttpServletRequest request;
    private final HttpServletResponse response;
    private final JoinedParts bodies;
    private final Thread own = Thread.currentThread();
    private @Nullable AsyncContext async;
    private boolean sent;

    /** Of a request that is still on its own thread. */
    public Reply(HttpServletRequest request, HttpServletResponse response, JoinedParts bodies) {
        this.request = request;
        this.response = response;
        this.bodies = bodies;
    }

    /** The request leaves its thread, if it has not yet: from now on somebody has to end the exchange. */
    public synchronized AsyncContext detach() {
        AsyncContext present = async;
        if (present == null) {
            present = request.startAsync(request, response);
            present.setTimeout(0);
            async = present;
        }
        return present;
    }

    /** Gives an answer that does not depend on the request's body, and ends the exchange. */
    public void answer(AsyncAnswer.Writing writing) {
        AsyncContext detached = detached();
        if (detached != null) {
            UnreadBody.answer(request, response, detached, writing);
            return;
        }
        try {
            UnreadBody.answer(request, response, writing);
        } catch (IOException | IllegalStateException e) {
            LOG.debug("The client has gone", e);
        }
    }

    /**
     * Sends a whole body as fast as the client reads. A request that is on its own thread leaves it only if that takes long.
     *
     * @param parts together at most {@link JoinedParts#LONGEST}
     * @param done runs once the body is out, or cannot go out; it has to {@link #end} the exchange
     */
    void send(byte[][] parts, Runnable done) throws IOException {
        boolean here = detached() == null && Thread.currentThread().equals(own);
        if (!here) {
            detach();
        }
        ByteBuffer body = bodies.join(parts);
        try {
            Transfer.send(response, body, () -> {
                bodies.giveBack(body);
                synchronized (this) {
                    sent = true;
                }
                done.run();
            });
        } catch (IOException | RuntimeException e) {
            bodies.drop(body);
            throw e;
        }
        synchronized (this) {
            if (here && !sent) {
                detach();
            }
        }
    }

    /** Ends the exchange, whose answer has been written. */
    public void end() {
        AsyncContext detached = detached();
        if (detached == null) {
            return;
        }
        try {
            detached.complete();
        } catch (IllegalStateException e) {
            LOG.debug("The exchange had ended already", e);
        }
    }

    /** Ends an exchange of whose answer a part is out. */
    public void breakOff() {
        AsyncAnswer.breakOff(detach(), response);
    }

    private synchronized @Nullable AsyncContext detached() {
        return async;
    }
}
