package io.appkit.api.stream;

import io.appkit.api.execution.Cancellation;

/**
 * The server's end of one event stream. All methods may be called from any thread and none blocks; after the stream has
 * ended they do nothing.
 */
public interface EventStream {

    /**
     * Sends a message.
     *
     * @return false if the stream has ended or the client does not keep up, so that sending more is useless
     */
    boolean send(Message message);

    /** Sends the terminal message and ends the stream. Only the first end counts. */
    void finish(Message last);

    /** Ends the stream with the terminal error event that belongs to {@code error}. Only the first end counts. */
    void fail(Throwable error);

    /** Cancelled when the client has gone or the stream is aborted by the platform; work for the stream should stop. */
    Cancellation cancellation();
}
