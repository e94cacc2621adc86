package io.appkit.localworkspace.oidc;

/** A request that OAuth answers with an error code (RFC 6749, sections 4.1.2.1 and 5.2). */
final class OAuthError extends Exception {

    private static final long serialVersionUID = 1L;

    private final String code;
    private final String description;

    OAuthError(String code, String description) {
        super(code + ": " + description, null, false, false);
        this.code = code;
        this.description = description;
    }

    static OAuthError invalidRequest(String description) {
        return new OAuthError("invalid_request", description);
    }

    static OAuthError invalidGrant(String description) {
        return new OAuthError("invalid_grant", description);
    }

    String code() {
        return code;
    }

    /** For people; nothing of the request is in it. */
    String description() {
        return description;
    }
}
