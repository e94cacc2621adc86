package io.appkit.analytics.arrow;

import io.appkit.api.AppKitException;
import io.appkit.api.ErrorKind;
import org.jspecify.annotations.Nullable;

/** The errors of Arrow results (contract: analytics, section 5). */
public final class ArrowFailures {

    static final String UNSUPPORTED =
            "Results cannot be delivered in the ARROW_STREAM format, please ask for the JSON_ARRAY format";

    static final String UNSUPPORTED_CODE = "ARROW_DELIVERY_UNSUPPORTED";

    private ArrowFailures() {}

    /** The warehouse's bytes are no stream that could be passed on. */
    static AppKitException malformed(String message, @Nullable Throwable cause) {
        return new AppKitException(
                ErrorKind.EXECUTION,
                ErrorKind.EXECUTION.status(),
                "Arrow result: " + message,
                "Query execution failed",
                null,
                cause);
    }

    /** A batch takes more memory than one result may have. */
    static AppKitException batchLimit(long maxBytes) {
        return new BatchLimitException("A batch of the Arrow result has more than " + maxBytes + " bytes");
    }

    /** The result cannot be given to pages in this format. */
    public static AppKitException unsupported(String message) {
        return new AppKitException(
                ErrorKind.EXECUTION, ErrorKind.EXECUTION.status(), message, UNSUPPORTED, UNSUPPORTED_CODE, null);
    }
}
