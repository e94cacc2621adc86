package io.appkit.workspace;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads the workspace's answers. */
final class Answers {

    private static final int LONGEST_TEXT = 300;
    private static final Pattern CODE = Pattern.compile("[A-Za-z0-9_.]{1,100}");

    private final ObjectMapper mapper;
    private final Clock clock;

    Answers(ObjectMapper mapper, Clock clock) {
        this.mapper = mapper;
        this.clock = clock;
    }

    <T> T read(Answer answer, byte[] body, Class<T> type) {
        if (type == byte[].class) {
            return type.cast(body);
        }
        byte[] json = body.length == 0 ? "{}".getBytes(StandardCharsets.UTF_8) : body;
        try {
            T value = mapper.readValue(json, type);
            if (value != null) {
                return value;
            }
        } catch (IOException e) {
            // Without the cause: it quotes the body.
        }
        throw new UpstreamException(
                answer.status(), "The workspace's answer is not a " + type.getSimpleName(), null, null, null);
    }

    /** An answer with an error status, as an exception. */
    UpstreamException error(Answer answer, String text) {
        String message = null;
        String code = null;
        try {
            JsonNode body = mapper.readTree(text);
            message = member(body, "message", "error_description");
            code = member(body, "error_code", "error");
        } catch (IOException e) {
            // Said below: no JSON.
        }
        String said = message != null ? bounded(message) : text.length() + " characters: " + bounded(text);
        return new UpstreamException(
                answer.status(),
                "The workspace answered " + answer.status() + ": " + said,
                code != null && CODE.matcher(code).matches() ? code : null,
                retryAfter(answer).orElse(null),
                null);
    }

    private static @Nullable String member(@Nullable JsonNode body, String... names) {
        for (String name : names) {
            if (body != null && body.path(name).isTextual()) {
                return body.path(name).textValue();
            }
        }
        return null;
    }

    /** What {@code Retry-After} asks for, in seconds or as a date; nothing if it is unreadable. */
    Optional<Duration> retryAfter(Answer answer) {
        return answer.header("Retry-After").flatMap(this::delay);
    }

    private Optional<Duration> delay(String header) {
        String value = header.trim();
        try {
            Duration delay = value.chars().allMatch(Character::isDigit)
                    ? Duration.ofSeconds(Long.parseLong(value))
                    : Duration.between(
                            clock.instant(),
                            ZonedDateTime.parse(value, DateTimeFormatter.RFC_1123_DATE_TIME)
                                    .toInstant());
            return Optional.of(delay.isNegative() ? Duration.ZERO : delay);
        } catch (DateTimeException | ArithmeticException | NumberFormatException e) {
            return Optional.empty();
        }
    }

    /** A text from elsewhere, in one line of a length fit for a log. */
    static String bounded(@Nullable String text) {
        String line = String.valueOf(text)
                .replaceAll("[\\p{C}\\p{Zl}\\p{Zp}\\s]+", " ")
                .trim();
        return line.length() <= LONGEST_TEXT ? line : line.substring(0, LONGEST_TEXT) + "...";
    }
}
