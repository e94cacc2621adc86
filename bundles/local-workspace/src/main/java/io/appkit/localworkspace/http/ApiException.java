package io.appkit.localworkspace.http;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A request that is answered with an error, in the form all Databricks APIs share. */
public final class ApiException extends Exception {

    private static final long serialVersionUID = 1L;

    private final int status;
    private final String errorCode;
    private final String description;
    private final @Nullable String reason;

    public ApiException(int status, String errorCode, String description) {
        this(status, errorCode, description, null);
    }

    /** An error with a reason that programs look for. */
    public ApiException(int status, String errorCode, String description, @Nullable String reason) {
        super(description, null, false, false);
        this.status = status;
        this.errorCode = errorCode;
        this.description = description;
        this.reason = reason;
    }

    /** A parameter with a value that is not allowed. */
    public static ApiException invalidParameter(String description) {
        return new ApiException(400, "INVALID_PARAMETER_VALUE", description);
    }

    /** The call's token is no longer valid. */
    public static ApiException tokenExpired() {
        return new ApiException(401, "UNAUTHENTICATED", "Access token is expired.");
    }

    /** How it is told. */
    public Answer answer() {
        Answer answer = Answer.json(status, new Body(errorCode, description, details()));
        return switch (status) {
            case 401 -> answer.with("WWW-Authenticate", "Bearer");
            case 429 -> answer.with("Retry-After", "1");
            default -> answer;
        };
    }

    private @Nullable List<Map<String, String>> details() {
        return reason == null
                ? null
                : List.of(Map.of(
                        "@type", "type.googleapis.com/google.rpc.ErrorInfo",
                        "reason", reason,
                        "domain", "filesystem.databricks.com"));
    }

    private record Body(
            String errorCode, String message, @Nullable List<Map<String, String>> details) {}
}
