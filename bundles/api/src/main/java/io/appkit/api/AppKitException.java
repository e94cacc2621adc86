package io.appkit.api;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An error with a text that is safe to show to a browser. The exception's own message is for logs only.
 *
 * <p>Thrown by a handler, it becomes the error answer: status of its kind (or its own) and
 * {@code {"error": clientMessage}}; on an event stream it becomes the terminal error event.
 */
public class AppKitException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final ErrorKind kind;
    private final int status;
    private final String clientMessage;
    private final @Nullable String errorCode;

    /**
     * Creates an error.
     *
     * @param kind what went wrong
     * @param message for logs
     * @param clientMessage for the browser; never contains upstream text, SQL or secrets
     */
    public AppKitException(ErrorKind kind, String message, String clientMessage) {
        this(kind, kind.status(), message, clientMessage, null, null);
    }

    /**
     * Creates an error.
     *
     * @param kind what went wrong
     * @param status HTTP status of the answer
     * @param message for logs
     * @param clientMessage for the browser; never contains upstream text, SQL or secrets
     * @param errorCode stable upstream code for the browser, such as {@code INVALID_PARAMETER_VALUE}; null for none
     * @param cause null for none
     */
    public AppKitException(
            ErrorKind kind,
            int status,
            String message,
            String clientMessage,
            @Nullable String errorCode,
            @Nullable Throwable cause) {
        super(message, cause);
        this.kind = kind;
        this.status = status;
        this.clientMessage = clientMessage;
        this.errorCode = errorCode;
    }

    /** A wrong value: {@code Invalid value for <name>: expected <what>}. */
    public static AppKitException invalid(String name, String expected) {
        return validation("Invalid value for " + name + ": expected " + expected);
    }

    /** A request that is wrong in the given way; the text goes to the client as it is. */
    public static AppKitException validation(String message) {
        return new AppKitException(ErrorKind.VALIDATION, message, message);
    }

    /** Something asked for that does not exist; the text goes to the client as it is. */
    public static AppKitException notFound(String message) {
        return new AppKitException(ErrorKind.NOT_FOUND, message, message);
    }

    /** What went wrong. */
    public ErrorKind kind() {
        return kind;
    }

    /** HTTP status of the answer. */
    public int status() {
        return status;
    }

    /** Text for the browser. */
    public String clientMessage() {
        return clientMessage;
    }

    /** Stable upstream code for the browser; empty for none. */
    public Optional<String> errorCode() {
        return Optional.ofNullable(errorCode);
    }

    /** Whether the same call may succeed when made again. */
    public boolean retryable() {
        return kind.retryable();
    }

    /** How long to wait before making the same call again, where the failing side asked for it. */
    public Optional<Duration> retryAfter() {
        return Optional.empty();
    }
}
