package io.appkit.analytics;

import com.databricks.sdk.service.sql.ServiceError;
import io.appkit.api.AppKitException;
import io.appkit.api.ErrorKind;
import org.jspecify.annotations.Nullable;

/** The errors of queries (contract: analytics, section 4). */
final class QueryFailures {

    /** What a page sees of an error whose own text is for logs. */
    static final String MASKED = "Query execution failed";

    private static final String TIMED_OUT = "Query timed out, please try again";

    private QueryFailures() {}

    static AppKitException failed(@Nullable ServiceError error) {
        String text = error == null ? null : error.getMessage();
        String code = error == null || error.getErrorCode() == null
                ? null
                : error.getErrorCode().name();
        return execution("Statement failed: " + (text == null ? "no reason given" : text), code);
    }

    static AppKitException canceled() {
        return new AppKitException(ErrorKind.ABORTED, "Statement was canceled", "Statement was canceled");
    }

    static AppKitException aborted() {
        return new AppKitException(ErrorKind.ABORTED, "The operation was aborted", "The operation was aborted");
    }

    static AppKitException timedOut(String message) {
        return new AppKitException(ErrorKind.TIMEOUT, message, TIMED_OUT);
    }

    static AppKitException configuration(String message, String clientMessage) {
        return new AppKitException(ErrorKind.CONFIGURATION, message, clientMessage);
    }

    static AppKitException execution(String message, @Nullable String errorCode) {
        return new AppKitException(ErrorKind.EXECUTION, ErrorKind.EXECUTION.status(), message, MASKED, errorCode, null);
    }

    static AppKitException tooLarge(String message) {
        return new AppKitException(
                ErrorKind.TOO_LARGE,
                ErrorKind.TOO_LARGE.status(),
                message,
                "The result is too large for the JSON_ARRAY format, please ask for the ARROW_STREAM format",
                "RESULT_TOO_LARGE_FOR_JSON_FALLBACK",
                null);
    }

    static AppKitException arrowUnsupported(Query query) {
        return new AppKitException(
                ErrorKind.EXECUTION,
                ErrorKind.EXECUTION.status(),
                "Query '" + query.key() + "' was asked for in the ARROW_STREAM format",
                "Results cannot be delivered in the ARROW_STREAM format, please ask for the JSON_ARRAY format",
                "ARROW_DELIVERY_UNSUPPORTED",
                null);
    }

    /** The error with its own text for the page, as in development; others as they are. */
    static Throwable unmasked(Throwable error) {
        if (error instanceof AppKitException known && known.clientMessage().equals(MASKED)) {
            String text = String.valueOf(known.getMessage());
            return new AppKitException(
                    known.kind(), known.status(), text, text, known.errorCode().orElse(null), known);
        }
        return error;
    }
}
