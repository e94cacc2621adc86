package io.appkit.auth.oidc;

import com.nimbusds.oauth2.sdk.ResponseType;
import com.nimbusds.oauth2.sdk.Scope;
import com.nimbusds.oauth2.sdk.id.ClientID;
import com.nimbusds.oauth2.sdk.pkce.CodeChallengeMethod;
import com.nimbusds.openid.connect.sdk.AuthenticationRequest;
import io.appkit.api.platform.GateDecision;
import io.appkit.api.platform.GateRequest;
import io.appkit.auth.session.Found;
import io.appkit.auth.session.Sessions;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Map;

/** Sends a browser to the provider. */
final class LoginStart {

    private final OidcSettings settings;
    private final Provider provider;
    private final PendingLogins pending;
    private final Sessions sessions;

    LoginStart(OidcSettings settings, Provider provider, PendingLogins pending, Sessions sessions) {
        this.settings = settings;
        this.provider = provider;
        this.pending = pending;
        this.sessions = sessions;
    }

    GateDecision answer(GateRequest request) throws IOException {
        Query query = Query.of(request);
        String returnPath = ReturnPath.of(query.single("return").orElse(ReturnPath.ROOT));
        boolean moved = query.single(SignInLink.MOVED).isPresent();
        if (moved && sessions.find(request.headers("Cookie")) instanceof Found.Valid valid) {
            return redirect(settings.origin() + returnPath, valid.setCookies());
        } else if (!moved && !settings.origin().isNamedIn(request)) {
            // Cookies would stay with the other name of the host; once, since a proxy may have changed the name.
            return redirect(SignInLink.at(settings.origin(), returnPath), List.of());
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

    static GateDecision redirect(String location, List<String> cookies) {
        return new GateDecision.Respond(302, Map.of("Location", location), cookies, "");
    }
}
