package io.appkit.files.failure;

import io.appkit.api.AppKitException;
import io.appkit.api.ErrorKind;
import io.appkit.workspace.UpstreamException;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** An error whose status and text a browser is told as they are (contract: files, section 3). */
public final class FilesException extends AppKitException {

    private static final long serialVersionUID = 1L;

    private FilesException(ErrorKind kind, int status, String message, String shown, @Nullable Throwable cause) {
        super(kind, status, message, shown, null, cause);
    }

    /** As the workspace asked for. */
    @Override
    public Optional<Duration> retryAfter() {
        return getCause() instanceof UpstreamException upstream ? upstream.retryAfter() : Optional.empty();
    }

    /** The workspace has refused a call, or failed. */
    public static FilesException upstream(UpstreamException error) {
        int status = error.upstreamStatus();
        return new FilesException(
                ErrorKind.EXECUTION, status, String.valueOf(error.getMessage()), ReasonPhrases.of(status), error);
    }

    /** The same as if the workspace had answered with this status. */
    public static FilesException status(int status, String message) {
        return new FilesException(ErrorKind.EXECUTION, status, message, ReasonPhrases.of(status), null);
    }

    /**
     * A file is too large for an upload.
     *
     * @param size of the file, as far as it is known
     * @param most what is allowed
     */
    public static FilesException tooLarge(long size, long most) {
        return too("File size (" + size + " bytes) exceeds maximum allowed size (" + most + " bytes).");
    }

    /** A file has more bytes than are read as text. */
    public static FilesException tooLargeToRead(long most) {
        return too("File exceeds maxReadSize (" + most + " bytes). Use /download for large files.");
    }

    private static FilesException too(String text) {
        return new FilesException(ErrorKind.TOO_LARGE, 413, text, text, null);
    }

    /** The policy that a volume's configuration names is not there. */
    public static FilesException policyUnavailable(String volume) {
        return new FilesException(
                ErrorKind.UNAVAILABLE,
                ErrorKind.UNAVAILABLE.status(),
                "The policy that the configuration of volume '" + volume + "' names is not there",
                "Policy unavailable",
                null);
    }

    /** A policy has not decided. */
    public static FilesException policyFailed(String volume, Throwable cause) {
        return new FilesException(
                ErrorKind.SERVER,
                ErrorKind.SERVER.status(),
                "The policy of volume '" + volume + "' failed: " + Failures.cause(cause),
                "Policy evaluation failed",
                cause);
    }
}
