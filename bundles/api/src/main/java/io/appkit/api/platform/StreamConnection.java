package io.appkit.api.platform;

import io.appkit.api.telemetry.Span;

/**
 * One client's connection, as an event stream sees it. No method blocks; all may be called from any thread. A frame is given
 * in parts, which follow each other and are not to be changed afterwards.
 */
public interface StreamConnection {

    /**
     * Queues a frame and sends it as soon as the client takes it.
     *
     * @return false if the connection is closed, or is closed now because its queue is full
     */
    boolean send(byte[]... frame);

    /** Ends the response after the queued frames and this one, if there is one, have been sent. A sole frame needs no queue. */
    void finish(byte[]... last);

    /** Runs {@code action} once when the connection has closed for whatever reason, or at once if it has. */
    void onClose(Runnable action);

    /** The span of the client's request; {@link Span#NONE} if it is not traced. */
    default Span span() {
        return Span.NONE;
    }
}
