package io.appkit.auth.oidc;

import com.nimbusds.jose.util.JSONObjectUtils;
import com.nimbusds.oauth2.sdk.id.ClientID;
import com.nimbusds.openid.connect.sdk.LogoutRequest;
import io.appkit.api.platform.GateDecision;
import io.appkit.api.platform.GateRequest;
import io.appkit.auth.session.Sessions;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Ends the session here, and says where the provider ends its own. */
final class SignOut {

    private static final Logger LOG = LoggerFactory.getLogger(SignOut.class);

    private final OidcSettings settings;
    private final Provider provider;
    private final Sessions sessions;

    SignOut(OidcSettings settings, Provider provider, Sessions sessions) {
        this.settings = settings;
        this.provider = provider;
        this.sessions = sessions;
    }

    GateDecision answer(GateRequest request) {
        List<String> cookies = sessions.end(request.headers("Cookie"));
        String next = next();
        boolean json = request.headers("Accept").stream().anyMatch(accept -> accept.contains("application/json"));
        return json
                ? new GateDecision.Respond(
                        200,
                        Map.of("Content-Type", "application/json; charset=utf-8"),
                        cookies,
                        JSONObjectUtils.toJSONString(Map.of("location", next)))
                : new GateDecision.Respond(303, Map.of("Location", next), cookies, "");
    }

    /** The session here is over already, so that a provider which is down does not matter. */
    private String next() {
        try {
            Optional<URI> endSession = provider.get().endSessionEndpoint();
            if (endSession.isPresent()) {
                LogoutRequest logout = new LogoutRequest(
                        endSession.get(),
                        null,
                        null,
                        new ClientID(settings.clientId()),
                        URI.create(settings.origin() + Paths.SIGNED_OUT),
                        null,
                        null);
                return settings.asBrowsersReachIt(logout.toURI());
            }
        } catch (IOException e) {
            LOG.warn("The provider's session stays open: {}", e.getMessage());
        }
        return Paths.SIGNED_OUT;
    }
}
