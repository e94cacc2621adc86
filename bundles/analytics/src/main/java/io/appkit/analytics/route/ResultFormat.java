package io.appkit.analytics.route;

import io.appkit.api.AppKitException;
import org.jspecify.annotations.Nullable;

/** The form in which a page asks for a result (contract: analytics, section 3). */
enum ResultFormat {
    JSON_ARRAY,
    ARROW_STREAM;

    private static final int SHOWN_CHARS = 100;

    /**
     * Reads the request's {@code format}.
     *
     * @throws AppKitException 400 if it is none
     */
    static ResultFormat of(@Nullable Object requested) {
        if (requested == null) {
            return JSON_ARRAY;
        }
        String text = String.valueOf(requested);
        return switch (requested instanceof String ? text : "") {
            case "JSON_ARRAY", "JSON" -> JSON_ARRAY;
            case "ARROW_STREAM", "ARROW" -> ARROW_STREAM;
            default ->
                throw AppKitException.validation(
                        "Invalid format: " + text.substring(0, Math.min(text.length(), SHOWN_CHARS))
                                + ". Expected \"JSON_ARRAY\" or \"ARROW_STREAM\".");
        };
    }
}
