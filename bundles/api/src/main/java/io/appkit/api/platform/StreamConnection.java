package io.appkit.api.platform;

/** One client's connection, as an event stream sees it. No method blocks; all may be called from any thread. */
public interface StreamConnection {

    /**
     * Queues a frame and sends it as soon as the client takes it.
     *
     * @param frame bytes to send, not to be changed afterwards
     * @return false if the connection is closed, or is closed now because its queue is full
     */
    boolean send(byte[] frame);

    /** Ends the response after the queued frames have been sent. */
    void finish();

    /** Runs {@code action} once when the connection has closed for whatever reason, or at once if it has. */
    void onClose(Runnable action);
}
