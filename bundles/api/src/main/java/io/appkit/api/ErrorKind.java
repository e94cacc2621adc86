package io.appkit.api;

/** What went wrong, in the terms of AppKit's error taxonomy (contract: execution, section 6). */
public enum ErrorKind {
    /** The caller is not, or no longer, known: 401. */
    AUTHENTICATION("AUTHENTICATION_ERROR", 401, false),
    /** The request is wrong: 400. */
    VALIDATION("VALIDATION_ERROR", 400, false),
    /** What was asked for does not exist: 404. */
    NOT_FOUND("NOT_FOUND", 404, false),
    /** The app is configured wrongly: 500. */
    CONFIGURATION("CONFIGURATION_ERROR", 500, false),
    /** No connection to something upstream: 503, may be tried again. */
    CONNECTION("CONNECTION_ERROR", 503, true),
    /** Something upstream refused or failed: 500. */
    EXECUTION("EXECUTION_ERROR", 500, false),
    /** A result is larger than the asked form can carry: 500. */
    TOO_LARGE("RESULT_TOO_LARGE", 500, false),
    /** A deadline passed: 500. */
    TIMEOUT("TIMEOUT", 500, false),
    /** The work was cancelled: 500. */
    ABORTED("ABORTED", 500, false),
    /** A part of the app is not available at the moment: 503. */
    UNAVAILABLE("UNAVAILABLE", 503, true),
    /** The server itself failed: 500. */
    SERVER("SERVER_ERROR", 500, false);

    private final String code;
    private final int status;
    private final boolean retryable;

    ErrorKind(String code, int status, boolean retryable) {
        this.code = code;
        this.status = status;
        this.retryable = retryable;
    }

    /** Stable name of this kind. */
    public String code() {
        return code;
    }

    /** HTTP status of an answer of this kind. */
    public int status() {
        return status;
    }

    /** Whether the same call may succeed when made again. */
    public boolean retryable() {
        return retryable;
    }
}
