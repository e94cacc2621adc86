package io.appkit.localworkspace.oidc;

import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jwt.JWTClaimsSet;
import io.appkit.localworkspace.http.Answer;
import io.appkit.localworkspace.http.Call;
import io.appkit.localworkspace.http.Routes;
import io.appkit.localworkspace.identity.SigningKey;
import java.util.Map;
import java.util.Optional;

/**
 * Signs out (OpenID Connect RP-Initiated Logout). Browsers hold no session of the workspace, so there is nothing to end but
 * the tokens of a sign-in whose id token is shown.
 */
public final class LogoutEndpoint {

    static final String PATH = "/oidc/v1/logout";

    private final RedirectUris redirectUris;
    private final SignIns signIns;
    private final SigningKey key;

    /** An endpoint that sends browsers on to checked addresses only. */
    public LogoutEndpoint(RedirectUris redirectUris, SignIns signIns, SigningKey key) {
        this.redirectUris = redirectUris;
        this.signIns = signIns;
        this.key = key;
    }

    /** Adds the endpoint. */
    public void addTo(Routes routes) {
        routes.open("GET", PATH, this::logout);
    }

    private Answer logout(Call call) {
        try {
            FormFields fields = FormFields.of(call.query());
            fields.refuseRepetitions();
            Optional<String> next = fields.get("post_logout_redirect_uri");
            if (next.isPresent() && !redirectUris.allowsAfterSignOut(next.get())) {
                throw OAuthError.invalidRequest(
                        "The address to go to after signing out is neither on this machine nor the app's");
            }
            Optional<String> hint = fields.get("id_token_hint");
            if (hint.isPresent()) {
                end(hint.get());
            }
            Map<String, String> state =
                    fields.get("state").map(value -> Map.of("state", value)).orElse(Map.of());
            return next.map(uri -> ReturnAddress.redirect(uri, state)).orElseGet(Pages::signedOut);
        } catch (OAuthError e) {
            return Pages.refused("This sign-out cannot go on", e.description());
        }
    }

    /** Also with an id token that has expired. */
    private void end(String idToken) throws OAuthError {
        JWTClaimsSet claims = key.verified(JOSEObjectType.JWT, idToken)
                .orElseThrow(() -> OAuthError.invalidRequest("The id token is not one of this workspace"));
        if (claims.getClaim("sid") instanceof String id) {
            signIns.end(id);
        }
    }
}
