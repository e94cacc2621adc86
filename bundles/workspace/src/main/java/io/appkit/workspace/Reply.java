package io.appkit.workspace;

import java.util.concurrent.CompletableFuture;

/**
 * What a call does with its answers.
 *
 * @param <T> what the call ends with
 */
interface Reply<T> {

    /** Whether an answer of this status is one to read, not an error. */
    default boolean wanted(int status) {
        return status >= 200 && status < 300;
    }

    /** Reads an answer that is wanted; the exchange ends with it. */
    CompletableFuture<T> read(Answer answer, Exchange exchange);

    /** Releases what nobody waits for any more. */
    default void drop(T result) {}

    /** The body of an answer as a whole. */
    interface Reader<T> {

        T read(Answer answer, byte[] body);
    }

    /** For a body that is read as a whole. */
    static <T> Reply<T> whole(int mostBytes, Reader<T> reader) {
        return (answer, exchange) -> answer.bytes(mostBytes).thenApply(body -> reader.read(answer, body));
    }
}
