package io.appkit.localworkspace.oidc;

import io.appkit.localworkspace.http.Answer;
import io.appkit.localworkspace.http.Routes;
import io.appkit.localworkspace.identity.AccessTokens;
import io.appkit.localworkspace.identity.ServicePrincipal;
import java.util.Map;
import java.util.Optional;

/**
 * Ends a sign-in with all its tokens when one of them is shown (RFC 7009). What is no token of a sign-in is answered in the
 * same way: nobody can use it anyhow.
 */
public final class RevocationEndpoint {

    static final String PATH = "/oidc/v1/revoke";

    private final ClientForm client;
    private final SignIns signIns;
    private final AccessTokens tokens;

    /** An endpoint for tokens of these sign-ins. */
    public RevocationEndpoint(ServicePrincipal app, SignIns signIns, AccessTokens tokens) {
        this.client = new ClientForm(app);
        this.signIns = signIns;
        this.tokens = tokens;
    }

    /** Adds the endpoint. */
    public void addTo(Routes routes) {
        client.addTo(routes, PATH, "token", (token, form) -> {
            Optional<String> signIn = signIns.ofRefreshToken(token).or(() -> tokens.signInOf(token));
            signIn.ifPresent(signIns::end);
            return Answer.json(Map.of()).with("Cache-Control", "no-store");
        });
    }
}
