package io.appkit.auth.session;

import java.time.Instant;
import java.util.Optional;

/**
 * What a provider gave for a code or a refresh token.
 *
 * @param accessToken the access token
 * @param refreshToken the next refresh token; empty: none, or the one before stays good
 * @param expiresAt when the access token is over
 */
public record Tokens(String accessToken, Optional<String> refreshToken, Instant expiresAt) {

    /** Without the tokens. */
    @Override
    public String toString() {
        return "Tokens[refreshable=" + refreshToken.isPresent() + ", expiresAt=" + expiresAt + "]";
    }
}
