package io.appkit.files.upstream;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.appkit.api.AppKitException;
import io.appkit.api.ErrorKind;
import io.appkit.api.execution.Cancellation;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Reads the pages of a directory one after the other, up to a number of entries. For one use. */
public final class DirectoryPages {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final FilesApi api;
    private final int most;
    private final Cancellation wanted;
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final JsonGenerator entries;
    private final Set<String> tokens = new HashSet<>();
    private int count;

    private DirectoryPages(FilesApi api, int most, Cancellation wanted) throws IOException {
        this.api = api;
        this.most = most;
        this.wanted = wanted;
        this.entries = JSON.createGenerator(bytes);
    }

    /**
     * Reads all pages.
     *
     * @param most entries in all
     * @return what a {@link Listing} is made of
     */
    public static CompletionStage<byte[]> read(FilesApi api, int most, Cancellation wanted) {
        try {
            DirectoryPages pages = new DirectoryPages(api, most, wanted);
            pages.bytes.write(Listing.mark(false));
            pages.entries.writeStartArray();
            return pages.next(Optional.empty());
        } catch (IOException e) {
            return CompletableFuture.failedFuture(unreadable(e));
        }
    }

    private CompletionStage<byte[]> next(Optional<String> token) {
        return api.page(Math.min(most, FilesApi.LARGEST_PAGE), token, wanted).thenCompose(answer -> {
            try {
                return take(JSON.readTree(answer));
            } catch (IOException e) {
                return CompletableFuture.failedFuture(unreadable(e));
            }
        });
    }

    private CompletionStage<byte[]> take(JsonNode page) throws IOException {
        for (JsonNode entry : page.path("contents")) {
            if (count == most) {
                return finished(true);
            }
            JSON.writeTree(entries, entry);
            count++;
        }
        String token = page.path("next_page_token").asText();
        // A token that comes again would lead around in circles.
        boolean more = !token.isEmpty() && tokens.add(token);
        if (more && count < most) {
            return next(Optional.of(token));
        }
        return finished(more);
    }

    private CompletionStage<byte[]> finished(boolean truncated) throws IOException {
        entries.writeEndArray();
        entries.close();
        byte[] kept = bytes.toByteArray();
        kept[0] = Listing.mark(truncated);
        return CompletableFuture.completedStage(kept);
    }

    private static AppKitException unreadable(IOException cause) {
        return new AppKitException(
                ErrorKind.EXECUTION,
                ErrorKind.EXECUTION.status(),
                "The workspace's list of a directory is no JSON: "
                        + cause.getClass().getSimpleName(),
                "Internal Server Error",
                null,
                null);
    }
}
