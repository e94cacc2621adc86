package io.appkit.auth.session;

import io.appkit.api.platform.BearerToken;
import java.time.Instant;

/**
 * A session as a request finds it.
 *
 * @param sessionId random; the same from sign-in to sign-out
 * @param identity whose session it is
 * @param token the access token of now; the same object while the token is the same and the session is in use
 * @param expiresAt when the session is over: at its maximum age, or with the access token where that cannot be renewed
 * @param began when the sign-in was
 */
public record Session(String sessionId, Identity identity, BearerToken token, Instant expiresAt, Instant began) {

    /** Without the session id and the token. */
    @Override
    public String toString() {
        return "Session[user=" + identity.id() + ", began=" + began + ", expiresAt=" + expiresAt + "]";
    }
}
