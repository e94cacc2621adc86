package io.appkit.auth.oidc;

import com.nimbusds.jose.util.JSONObjectUtils;
import com.nimbusds.oauth2.sdk.id.State;
import com.nimbusds.oauth2.sdk.pkce.CodeVerifier;
import com.nimbusds.openid.connect.sdk.Nonce;
import java.text.ParseException;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * A sign-in between its start and the provider's answer.
 *
 * @param state says which one the answer is for
 * @param nonce says which one the id token is for
 * @param verifier proves that it was begun here
 * @param returnPath where it leads
 * @param expiresAt when it is over
 */
record PendingLogin(State state, Nonce nonce, CodeVerifier verifier, String returnPath, Instant expiresAt) {

    static PendingLogin begin(String returnPath, Instant expiresAt) {
        return new PendingLogin(new State(), new Nonce(), new CodeVerifier(), returnPath, expiresAt);
    }

    static Optional<PendingLogin> parse(String text) {
        try {
            Map<String, Object> json = JSONObjectUtils.parse(text);
            return Optional.of(new PendingLogin(
                    new State(JSONObjectUtils.getString(json, "s")),
                    new Nonce(JSONObjectUtils.getString(json, "n")),
                    new CodeVerifier(JSONObjectUtils.getString(json, "v")),
                    ReturnPath.of(JSONObjectUtils.getString(json, "r")),
                    Instant.ofEpochSecond(JSONObjectUtils.getLong(json, "e"))));
        } catch (ParseException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** For {@link #parse}. */
    String text() {
        return JSONObjectUtils.toJSONString(Map.of(
                "s", state.getValue(),
                "n", nonce.getValue(),
                "v", verifier.getValue(),
                "r", returnPath,
                "e", expiresAt.getEpochSecond()));
    }

    /** Without its secrets. */
    @Override
    public String toString() {
        return "PendingLogin[expiresAt=" + expiresAt + "]";
    }
}
