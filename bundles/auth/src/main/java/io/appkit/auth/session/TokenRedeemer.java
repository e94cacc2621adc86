package io.appkit.auth.session;

import java.io.IOException;

/** Redeems refresh tokens at the provider. */
@FunctionalInterface
public interface TokenRedeemer {

    /**
     * Redeems one. Blocks for at most ten seconds.
     *
     * @param refreshToken to redeem
     * @return the new tokens
     * @throws IOException if the provider cannot be reached or makes no sense: the same token is tried again later
     * @throws RefusedException if the provider refuses the token for good: the session is over
     */
    Tokens redeem(String refreshToken) throws IOException, RefusedException;
}
