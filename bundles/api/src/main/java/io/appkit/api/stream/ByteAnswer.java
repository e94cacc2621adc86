package io.appkit.api.stream;

import io.appkit.api.execution.Cancellation;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;

/**
 * An answer that is given later and in pieces. All methods may be called from any thread, one at a time, and none
 * blocks. Ends with {@link #finish} or {@link #fail}; after that they do nothing.
 */
public interface ByteAnswer {

    /**
     * Sets what comes before the body. Nothing is sent before the first piece.
     *
     * @param status HTTP status
     * @param headers by name, {@code Content-Type} among them
     */
    void begin(int status, Map<String, String> headers);

    /**
     * Sends a piece of the body. The next piece may be sent when the stage has completed.
     *
     * @param piece bytes to send, in order; not to be changed before the stage has completed
     * @return completes when the connection takes more; fails with kind {@code ABORTED} when the client has gone
     */
    CompletionStage<Void> send(List<ByteBuffer> piece);

    /** Ends the answer: the body is whole. */
    void finish();

    /**
     * Ends the answer with an error: with the error's answer as long as nothing has been sent, else by breaking the
     * connection, so that the client cannot take the part for the whole.
     */
    void fail(Throwable error);

    /** Cancelled when the client has gone; work for the answer should stop. */
    Cancellation cancellation();
}
