package io.appkit.auth.oidc;

import com.nimbusds.oauth2.sdk.ResponseType;
import com.nimbusds.oauth2.sdk.Scope;
import com.nimbusds.oauth2.sdk.id.ClientID;
import com.nimbusds.oauth2.sdk.pkce.CodeChallengeMethod;
import com.nimbusds.openid.connect.sdk.AuthenticationRequest;
import io.appkit.api.platform.GateDecision;
import io.appkit.api.platform.GateRequest;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Map;

/** Sends a browser to the provider. */
final class LoginStart {

    private final OidcSettings settings;
    private final Provider provider;
    private final PendingLogins pending;

    LoginStart(OidcSettings settings, Provider provider, PendingLogins pending) {
        this.settings = settings;
        this.provider = provider;
        this.pending = pending;
    }

    GateDecision answer(GateRequest request) throws IOException {
        Query query = Query.of(request);
        String returnPath = ReturnPath.of(query.single("return").orElse(ReturnPath.ROOT));
        // Cookies would stay with the other name of the host; once, since a proxy may have changed the name.
        if (!namesOrigin(request) && query.single("moved").isEmpty()) {
            return redirect(settings.origin() + SignInLink.to(returnPath) + "&moved=1", List.of());
        }
        PendingLogin login = pending.begin(returnPath);
        URI page = provider.get().metadata().getAuthorizationEndpointURI();
        AuthenticationRequest authentication = new AuthenticationRequest.Builder(
                        ResponseType.CODE,
                        new Scope(settings.scopes().toArray(String[]::new)),
                        new ClientID(settings.clientId()),
                        settings.redirectUri())
                .endpointURI(page)
                .state(login.state())
                .nonce(login.nonce())
                .codeChallenge(login.verifier(), CodeChallengeMethod.S256)
                .build();
        return redirect(settings.asBrowsersReachIt(authentication.toURI()), pending.keep(login, request));
    }

    private boolean namesOrigin(GateRequest request) {
        return request.headers("Host").stream().allMatch(settings.origin()::isNamedBy);
    }

    static GateDecision redirect(String location, List<String> cookies) {
        return new GateDecision.Respond(302, Map.of("Location", location), cookies, "");
    }
}
