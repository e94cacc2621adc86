package io.appkit.files.upstream;

import io.appkit.api.files.FileMetadata;
import io.appkit.files.content.ContentTypes;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What the headers of an answer tell of a file.
 *
 * @param values by name in lower case
 */
public record FileHeaders(Map<String, String> values) {

    /** Dates in headers have whole seconds. */
    private static final Duration RESOLUTION = Duration.ofSeconds(1);

    /** Size, type and age; the type by the file's name, if that tells it. */
    public FileMetadata metadata(String name, ContentTypes types) {
        String type = types.byName(name)
                .or(() -> Optional.ofNullable(values.get("content-type")).filter(given -> !given.isBlank()))
                .orElse(ContentTypes.UNKNOWN);
        return new FileMetadata(length(), type, date("last-modified"));
    }

    /** Bytes of the body. */
    public OptionalLong length() {
        try {
            String length = values.getOrDefault("content-length", "");
            return length.isEmpty() ? OptionalLong.empty() : OptionalLong.of(Long.parseUnsignedLong(length.strip()));
        } catch (NumberFormatException e) {
            return OptionalLong.empty();
        }
    }

    /** Whether the file is known to have changed within a time before the answer, by the clock that has dated both. */
    public boolean changedWithin(Duration time) {
        Instant now = date("date").orElseGet(Instant::now);
        return date("last-modified")
                .filter(changed -> !changed.isBefore(now.minus(time).minus(RESOLUTION)))
                .isPresent();
    }

    private Optional<Instant> date(String header) {
        try {
            return Optional.ofNullable(values.get(header))
                    .map(date -> ZonedDateTime.parse(date.strip(), DateTimeFormatter.RFC_1123_DATE_TIME)
                            .toInstant());
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
