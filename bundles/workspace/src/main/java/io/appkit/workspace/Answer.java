package io.appkit.workspace;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.util.Promise;

/**
 * The beginning of an answer.
 *
 * @param body what is still to come; to be read to its end, or ended with its exchange
 */
record Answer(int status, HttpFields headers, Content.Source body) {

    private static final int LONGEST_TEXT = 64 << 10;

    boolean success() {
        return status >= 200 && status < 300;
    }

    Optional<String> header(String name) {
        return Optional.ofNullable(headers.get(name));
    }

    /** By name in lower case, the first value of each. */
    Map<String, String> firstValues() {
        Map<String, String> first = new HashMap<>();
        for (HttpField header : headers) {
            first.putIfAbsent(
                    header.getName().toLowerCase(Locale.ROOT),
                    Optional.ofNullable(header.getValue()).orElse(""));
        }
        return Map.copyOf(first);
    }

    /** The whole body; fails if it has more bytes than that. */
    CompletableFuture<byte[]> bytes(int most) {
        CompletableFuture<byte[]> bytes = new CompletableFuture<>();
        Content.Source.asByteArrayAsync(body, most, Promise.Invocable.toPromise(bytes));
        return bytes.exceptionallyCompose(error -> CompletableFuture.failedFuture(
                error instanceof IllegalStateException
                        ? new IOException("an answer of more than " + most + " bytes", error)
                        : error));
    }

    /** What an error says; nothing if that is too long, or did not come as a whole. */
    CompletableFuture<String> text() {
        return bytes(LONGEST_TEXT)
                .thenApply(bytes -> new String(bytes, StandardCharsets.UTF_8))
                .exceptionally(error -> "");
    }
}
