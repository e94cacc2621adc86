package io.appkit.core.stream;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.appkit.api.AppKitException;
import io.appkit.api.stream.Message;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/** What the platform itself tells the clients of a stream (contract: streaming, section 3). */
final class Notice {

    private static final ObjectMapper JSON = new ObjectMapper();

    private Notice() {}

    static Message of(Throwable error) {
        Throwable cause = error instanceof CompletionException && error.getCause() != null ? error.getCause() : error;
        if (cause instanceof AppKitException known) {
            return of(known.clientMessage(), code(known), known.errorCode().orElse(null));
        }
        return of("Server error", "INTERNAL_ERROR", null);
    }

    static Message shuttingDown() {
        return of("Server is shutting down, please retry", "TEMPORARY_UNAVAILABLE", null);
    }

    static Message restarting() {
        return of("Plugin restarting", "TEMPORARY_UNAVAILABLE", null);
    }

    /** Whoever asks again is asked again who it is. */
    static Message tooOld() {
        return of(
                "The stream has been open for an hour, please open it again",
                "TEMPORARY_UNAVAILABLE",
                "SESSION_EXPIRED");
    }

    static Message tooLarge() {
        return of(
                "The result is too large for JSON; ask for the ARROW_STREAM format",
                "INVALID_REQUEST",
                "RESULT_TOO_LARGE_FOR_JSON_FALLBACK");
    }

    static Message forbidden() {
        return of("Stream not found or access denied", "STREAM_FORBIDDEN", null);
    }

    static Message evicted() {
        return of("The stream was closed, since too many are open", "STREAM_EVICTED", null);
    }

    /** Not an error: the client has missed messages that nobody has any more. */
    static Message restart(String lastEventId) {
        Map<String, String> event = new LinkedHashMap<>();
        event.put("warning", "Some messages of this stream are lost");
        event.put("code", "BUFFER_OVERFLOW_RESTART");
        event.put("lastEventId", lastEventId);
        return message("warning", event);
    }

    private static String code(AppKitException error) {
        return switch (error.kind()) {
            case TIMEOUT -> "TIMEOUT";
            case CONNECTION, UNAVAILABLE -> "TEMPORARY_UNAVAILABLE";
            case TOO_LARGE -> "INVALID_REQUEST";
            case ABORTED -> "STREAM_ABORTED";
            default -> "UPSTREAM_ERROR";
        };
    }

    private static Message of(String error, String code, @Nullable String errorCode) {
        Map<String, String> event = new LinkedHashMap<>();
        event.put("type", "error");
        event.put("error", error);
        event.put("code", code);
        if (errorCode != null) {
            event.put("errorCode", errorCode);
        }
        return message("error", event);
    }

    private static Message message(String type, Map<String, String> event) {
        try {
            return new Message(type, JSON.writeValueAsString(event).getBytes(StandardCharsets.UTF_8));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
