package io.appkit.analytics.query;

import io.appkit.api.AppKitException;
import io.appkit.api.ErrorKind;
import io.appkit.api.config.Environment;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The errors of queries (contract: analytics, section 4). */
public final class QueryFailures {

    /** What a page sees of an error whose own text is for logs. */
    public static final String MASKED = "Query execution failed";

    private static final String TIMED_OUT = "Query timed out, please try again";

    private QueryFailures() {}

    public static AppKitException failed(@Nullable String text, @Nullable String errorCode) {
        return execution("Statement failed: " + (text == null ? "no reason given" : text), errorCode);
    }

    public static AppKitException canceled() {
        return new AppKitException(ErrorKind.ABORTED, "Statement was canceled", "Statement was canceled");
    }

    public static AppKitException aborted() {
        return new AppKitException(ErrorKind.ABORTED, "The operation was aborted", "The operation was aborted");
    }

    public static AppKitException timedOut(String message) {
        return new AppKitException(ErrorKind.TIMEOUT, message, TIMED_OUT);
    }

    public static AppKitException configuration(String message, String clientMessage) {
        return new AppKitException(ErrorKind.CONFIGURATION, message, clientMessage);
    }

    public static AppKitException execution(String message, @Nullable String errorCode) {
        return new AppKitException(ErrorKind.EXECUTION, ErrorKind.EXECUTION.status(), message, MASKED, errorCode, null);
    }

    public static AppKitException tooLarge(String message) {
        return new AppKitException(
                ErrorKind.TOO_LARGE,
                ErrorKind.TOO_LARGE.status(),
                message,
                "The result is too large for the JSON_ARRAY format, please ask for the ARROW_STREAM format",
                "RESULT_TOO_LARGE_FOR_JSON_FALLBACK",
                null);
    }

    public static AppKitException warehouseUnavailable(Duration waited) {
        return new AppKitException(
                ErrorKind.UNAVAILABLE,
                ErrorKind.UNAVAILABLE.status(),
                "No byte of an Arrow result within " + waited.toMillis() + " ms",
                "The SQL warehouse is not available at the moment, please try again",
                "WAREHOUSE_UNAVAILABLE",
                null);
    }

    /** The error as the page is to see it: with its own text in development. */
    public static Throwable shown(Throwable error, Environment environment) {
        if (environment.development()
                && error instanceof AppKitException known
                && known.clientMessage().equals(MASKED)) {
            String text = String.valueOf(known.getMessage());
            return new AppKitException(
                    known.kind(), known.status(), text, text, known.errorCode().orElse(null), known);
        }
        return error;
    }
}
