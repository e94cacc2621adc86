package io.appkit.workspace;

import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.nio.charset.StandardCharsets;
import java.util.function.Function;

/**
 * What a call does with its answers.
 *
 * @param <B> the body as it is received
 * @param <T> what the call ends with
 */
interface Reply<B, T> {

    BodyHandler<B> handler();

    /** Whether an answer of this status is one to read, not an error. */
    default boolean wanted(int status) {
        return status >= 200 && status < 300;
    }

    T read(HttpResponse<B> answer);

    /** The body of an error. */
    String text(B body);

    /** Releases what nobody waits for any more. */
    default void drop(T result) {}

    /** A body that is read as a whole. */
    record Whole<T>(BodyHandler<byte[]> handler, Function<HttpResponse<byte[]>, T> reader) implements Reply<byte[], T> {

        @Override
        public T read(HttpResponse<byte[]> answer) {
            return reader.apply(answer);
        }

        @Override
        public String text(byte[] body) {
            return new String(body, StandardCharsets.UTF_8);
        }
    }
}
