package io.appkit.localworkspace.faults;

import io.appkit.localworkspace.engine.Packing.Format;
import io.appkit.localworkspace.http.ApiException;
import io.appkit.localworkspace.statement.DeliveryOptions;
import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Delivery options as the endpoint takes and shows them; what is absent is as on a standard warehouse. */
record DeliveryRequest(
        @Nullable Long longestWaitMs,
        @Nullable Set<Format> inline,
        @Nullable Set<Format> externalLinks,
        @Nullable Long chunkBytes,
        @Nullable Long chunkRows,
        @Nullable Integer linksPerAnswer,
        @Nullable Long linkLifetimeMs) {

    static DeliveryRequest of(DeliveryOptions options) {
        return new DeliveryRequest(
                options.longestWait().toMillis(),
                options.inline(),
                options.externalLinks(),
                options.chunkBytes(),
                options.chunkRows(),
                options.linksPerAnswer(),
                options.linkLifetime().toMillis());
    }

    DeliveryOptions options() throws ApiException {
        DeliveryOptions standard = DeliveryOptions.STANDARD;
        return new DeliveryOptions(
                Duration.ofMillis(atLeast(
                        0,
                        "longest_wait_ms",
                        longestWaitMs,
                        standard.longestWait().toMillis())),
                inline == null ? standard.inline() : inline,
                externalLinks == null ? standard.externalLinks() : externalLinks,
                positive("chunk_bytes", chunkBytes, standard.chunkBytes()),
                positive("chunk_rows", chunkRows, standard.chunkRows()),
                (int) Math.min(
                        Integer.MAX_VALUE,
                        positive(
                                "links_per_answer",
                                linksPerAnswer == null ? null : (long) linksPerAnswer,
                                standard.linksPerAnswer())),
                Duration.ofMillis(positive(
                        "link_lifetime_ms",
                        linkLifetimeMs,
                        standard.linkLifetime().toMillis())));
    }

    private static long positive(String field, @Nullable Long value, long absent) throws ApiException {
        return atLeast(1, field, value, absent);
    }

    private static long atLeast(long least, String field, @Nullable Long value, long absent) throws ApiException {
        if (value == null) {
            return absent;
        }
        if (value < least) {
            throw ApiException.invalidParameter(field + " must be at least " + least + ", but is " + value);
        }
        return value;
    }
}
