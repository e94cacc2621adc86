package io.appkit.auth.oidc;

import com.nimbusds.oauth2.sdk.auth.ClientAuthentication;
import com.nimbusds.oauth2.sdk.auth.ClientSecretBasic;
import com.nimbusds.oauth2.sdk.auth.Secret;
import com.nimbusds.oauth2.sdk.id.ClientID;
import io.appkit.auth.PublicOrigin;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What signing in with OpenID Connect needs to know.
 *
 * @param origin under which browsers reach the server
 * @param workspace URL of the workspace
 * @param local whether the workspace runs in this process and shows its sign-in pages under the server's own origin
 * @param issuer the provider, where it is not that of the workspace
 * @param clientId OAuth client
 * @param clientSecret its secret; empty for a public client
 * @param scopes what sign-ins ask for
 * @param sessionMaxAge how long after the sign-in a session ends
 * @param cookieKeys configured keys of cookies; empty for a key of this server alone
 * @param trustedProxies addresses whose {@code X-Forwarded-For} is believed
 * @param appName name of the app, in the names of cookies
 * @param folder where a key and revocations are kept
 */
public record OidcSettings(
        PublicOrigin origin,
        String workspace,
        boolean local,
        Optional<String> issuer,
        String clientId,
        Optional<String> clientSecret,
        List<String> scopes,
        Duration sessionMaxAge,
        List<String> cookieKeys,
        List<String> trustedProxies,
        String appName,
        Path folder) {

    URI redirectUri() {
        return URI.create(origin + Paths.CALLBACK);
    }

    /** How the client shows who it is; empty for a public one. */
    Optional<ClientAuthentication> clientAuthentication() {
        return clientSecret.map(secret -> new ClientSecretBasic(new ClientID(clientId), new Secret(secret)));
    }

    /** The provider's page as browsers reach it. */
    String asBrowsersReachIt(URI page) {
        return local
                ? origin + page.getRawPath() + (page.getRawQuery() == null ? "" : "?" + page.getRawQuery())
                : page.toString();
    }

    /** Without the secrets. */
    @Override
    public String toString() {
        return "OidcSettings[origin=" + origin + ", workspace=" + workspace + ", clientId=" + clientId + "]";
    }
}
