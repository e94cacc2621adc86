package io.appkit.auth.oidc;

/** A sign-in that came to nothing. The message is for the log and holds nothing that was sent. */
final class SignInFailure extends Exception {

    private static final long serialVersionUID = 1L;

    /** What the person is told. */
    enum Kind {
        EXPIRED(400, "This sign-in is over", "It has expired, was already used, or was begun in another browser."),
        DECLINED(403, "You are not signed in", "The sign-in was not completed."),
        REJECTED(400, "The sign-in failed", "The answer of the sign-in service was not valid."),
        NOT_ACCEPTED(403, "The sign-in failed", "The workspace does not accept this account."),
        TOO_MANY(429, "Too many sign-ins", "Please wait a moment before you try again."),
        UNAVAILABLE(503, "Sign-in is not available", "The sign-in service does not answer. Please try again.");

        private final int status;
        private final String title;
        private final String text;

        Kind(int status, String title, String text) {
            this.status = status;
            this.title = title;
            this.text = text;
        }

        int status() {
            return status;
        }

        String title() {
            return title;
        }

        String text() {
            return text;
        }
    }

    private final Kind kind;

    SignInFailure(Kind kind, String reason) {
        super(reason);
        this.kind = kind;
    }

    Kind kind() {
        return kind;
    }
}
