package io.appkit.workspace;

import io.appkit.api.AppKitException;
import io.appkit.api.ErrorKind;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A call to the workspace that failed: it answered with an error status, or did not answer at all. */
public final class UpstreamException extends AppKitException {

    private static final long serialVersionUID = 1L;

    private final int upstreamStatus;
    private final @Nullable Duration retryAfter;

    /**
     * Creates the error.
     *
     * @param upstreamStatus HTTP status of the answer; 0 if there was none
     * @param message what the workspace said, for logs
     * @param errorCode the workspace's {@code error_code}; null for none
     * @param retryAfter what the answer's {@code Retry-After} asks for; null for nothing
     * @param cause null for none
     */
    public UpstreamException(
            int upstreamStatus,
            String message,
            @Nullable String errorCode,
            @Nullable Duration retryAfter,
            @Nullable Throwable cause) {
        super(
                kindOf(upstreamStatus),
                kindOf(upstreamStatus).status(),
                message,
                "Query execution failed",
                errorCode,
                cause);
        this.upstreamStatus = upstreamStatus;
        this.retryAfter = retryAfter;
    }

    private static ErrorKind kindOf(int upstreamStatus) {
        return switch (upstreamStatus) {
            case 0, 502, 503, 504 -> ErrorKind.CONNECTION;
            default -> ErrorKind.EXECUTION;
        };
    }

    /** HTTP status of the answer; 0 if there was none. */
    public int upstreamStatus() {
        return upstreamStatus;
    }

    @Override
    public Optional<Duration> retryAfter() {
        return Optional.ofNullable(retryAfter);
    }

    /** No connection, 429, or a failure of the server. */
    @Override
    public boolean retryable() {
        return upstreamStatus == 0 || upstreamStatus == 429 || upstreamStatus >= 500;
    }
}
