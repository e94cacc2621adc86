package io.appkit.files.multipart;

import io.appkit.api.AppKitException;
import io.appkit.api.ErrorKind;
import io.appkit.files.failure.Failures;
import io.appkit.workspace.UpstreamException;
import java.time.Duration;
import java.util.Optional;

/** A part has not been taken, and it is known whether it can be sent again. */
final class PartFailure extends AppKitException {

    private static final long serialVersionUID = 1L;
    private static final int REQUEST_TIMEOUT = 408;

    private final boolean retryable;
    private final Throwable error;

    PartFailure(Throwable error, boolean repeatable) {
        super(ErrorKind.EXECUTION, "A part of an upload was not taken", "Upload failed");
        this.error = Failures.cause(error);
        this.retryable = repeatable && passes(this.error);
    }

    private static boolean passes(Throwable error) {
        return error instanceof UpstreamException upstream
                && (upstream.retryable() || upstream.upstreamStatus() == REQUEST_TIMEOUT);
    }

    /** Why. */
    Throwable error() {
        return error;
    }

    @Override
    public boolean retryable() {
        return retryable;
    }

    @Override
    public Optional<Duration> retryAfter() {
        return error instanceof AppKitException known ? known.retryAfter() : Optional.empty();
    }
}
