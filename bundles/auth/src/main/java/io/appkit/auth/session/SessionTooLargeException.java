package io.appkit.auth.session;

/** The tokens of a session do not fit into the cookies that a browser keeps. */
public final class SessionTooLargeException extends Exception {

    private static final long serialVersionUID = 1L;

    SessionTooLargeException(int needed, int room) {
        super("The provider's tokens are too large for a session: sealed, they need " + needed
                + " bytes of cookies, and there is room for " + room + ". Ask for fewer scopes or claims");
    }
}
