package io.appkit.localworkspace.statement;

import io.appkit.localworkspace.engine.Packing;
import io.appkit.localworkspace.engine.Packing.Disposition;
import io.appkit.localworkspace.engine.Packing.Format;
import io.appkit.localworkspace.http.ApiException;
import java.time.Duration;
import java.util.Set;
import java.util.TreeSet;

/**
 * How a warehouse delivers results.
 *
 * @param longestWait how long it holds the answer to a statement at most, whatever is asked for
 * @param inline formats it offers in answers
 * @param externalLinks formats it offers behind links
 * @param chunkBytes size at which it cuts what is behind a link
 * @param chunkRows most rows behind a link, or of a part of a result in answers
 * @param linksPerAnswer how many links it gives at once
 * @param linkLifetime how long a link is valid
 */
public record DeliveryOptions(
        Duration longestWait,
        Set<Format> inline,
        Set<Format> externalLinks,
        long chunkBytes,
        long chunkRows,
        int linksPerAnswer,
        Duration linkLifetime) {

    /** Those of a standard SQL warehouse, which gives no Arrow inline. */
    public static final DeliveryOptions STANDARD = new DeliveryOptions(
            Duration.ofSeconds(50),
            Set.of(Format.JSON_ARRAY),
            Set.of(Format.JSON_ARRAY, Format.ARROW_STREAM),
            20L * 1024 * 1024,
            Long.MAX_VALUE,
            1,
            Duration.ofMinutes(15));

    Duration atMost(Duration wait) {
        return wait.compareTo(longestWait) < 0 ? wait : longestWait;
    }

    Packing packing(Disposition disposition, Format format) throws ApiException {
        Set<Format> offered = disposition == Disposition.INLINE ? inline : externalLinks;
        if (offered.isEmpty()) {
            throw ApiException.invalidParameter("The disposition " + disposition + " is not supported");
        } else if (!offered.contains(format)) {
            throw ApiException.invalidParameter("The disposition " + disposition + " only supports "
                    + String.join(
                            ", ", new TreeSet<>(offered.stream().map(Enum::name).toList())));
        } else if (disposition == Disposition.EXTERNAL_LINKS) {
            return new Packing(format, disposition, chunkBytes, chunkRows);
        }
        return format == Format.ARROW_STREAM
                ? Packing.INLINE_ARROW
                : new Packing(format, disposition, Packing.INLINE_JSON.chunkBytes(), chunkRows);
    }
}
