package io.appkit.auth.session;

/** The provider refuses a refresh token for good. */
public final class RefusedException extends Exception {

    private static final long serialVersionUID = 1L;

    /**
     * Creates it.
     *
     * @param reason the provider's error code, as {@code invalid_grant}; goes to the log
     */
    public RefusedException(String reason) {
        super(reason);
    }
}
