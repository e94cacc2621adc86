package io.appkit.auth.session;

import java.io.IOException;

/** Redeems refresh tokens at the provider, and revokes tokens there. */
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

    /**
     * Tells the provider that nobody is going to use tokens any more. Neither blocks nor fails: whether the provider hears it
     * makes no difference here.
     *
     * @param tokens of a session that is over
     */
    void revoke(Tokens tokens);
}
