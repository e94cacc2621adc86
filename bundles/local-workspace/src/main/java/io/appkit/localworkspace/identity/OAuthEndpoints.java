package io.appkit.localworkspace.identity;

import io.appkit.localworkspace.http.Answer;
import io.appkit.localworkspace.http.Call;
import io.appkit.localworkspace.http.Routes;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Discovery and the token endpoint of OAuth machine-to-machine (RFC 6749, section 4.4; RFC 8414). */
public final class OAuthEndpoints {

    private static final String SCOPE = "all-apis";

    private final AccessTokens tokens;
    private final ServicePrincipal app;
    private final String workspaceId;

    public OAuthEndpoints(AccessTokens tokens, ServicePrincipal app, String workspaceId) {
        this.tokens = tokens;
        this.app = app;
        this.workspaceId = workspaceId;
    }

    /** Adds the endpoints. */
    public void addTo(Routes routes) {
        routes.open("GET", "/.well-known/databricks-config", call -> Answer.json(hostMetadata()));
        routes.open("GET", "/oidc/.well-known/oauth-authorization-server", call -> Answer.json(serverMetadata()));
        routes.open("GET", "/oidc/.well-known/openid-configuration", call -> Answer.json(serverMetadata()));
        routes.open("GET", "/oidc/jwks.json", call -> Answer.json(tokens.publicKeys()));
        routes.open("POST", "/oidc/v1/token", this::token);
    }

    private Map<String, Object> hostMetadata() {
        return Map.of("oidc_endpoint", tokens.issuer(), "workspace_id", workspaceId);
    }

    private Map<String, Object> serverMetadata() {
        String issuer = tokens.issuer();
        return Map.of(
                "issuer", issuer,
                "authorization_endpoint", issuer + "/v1/authorize",
                "token_endpoint", issuer + "/v1/token",
                "jwks_uri", issuer + "/jwks.json",
                "grant_types_supported", List.of("client_credentials"),
                "response_types_supported", List.of("code"),
                "subject_types_supported", List.of("public"),
                "id_token_signing_alg_values_supported", List.of("ES256"),
                "token_endpoint_auth_methods_supported", List.of("client_secret_basic", "client_secret_post"),
                "scopes_supported", List.of(SCOPE));
    }

    private Answer token(Call call) {
        Map<String, String> form = form(new String(call.body(), StandardCharsets.UTF_8));
        String grant = form.getOrDefault("grant_type", "");
        if (grant.isEmpty()) {
            return refused(400, "invalid_request", "grant_type is missing");
        }
        if (!grant.equals("client_credentials")) {
            return refused(400, "unsupported_grant_type", "The local workspace only grants client_credentials");
        }
        Credentials given = basic(call.header("Authorization").orElse(""))
                .orElseGet(() ->
                        new Credentials(form.getOrDefault("client_id", ""), form.getOrDefault("client_secret", "")));
        if (!app.proves(given.id(), given.secret())) {
            return refused(401, "invalid_client", "Client authentication failed")
                    .with("WWW-Authenticate", "Basic realm=\"local workspace\"");
        }
        Map<String, Object> granted = Map.of(
                "access_token",
                tokens.issue(app, SCOPE),
                "token_type",
                "Bearer",
                "expires_in",
                tokens.lifetime().toSeconds(),
                "scope",
                SCOPE);
        return Answer.json(granted).with("Cache-Control", "no-store");
    }

    private static Answer refused(int status, String error, String description) {
        return Answer.json(status, Map.of("error", error, "error_description", description))
                .with("Cache-Control", "no-store");
    }

    private record Credentials(String id, String secret) {}

    private static Optional<Credentials> basic(String header) {
        if (!header.regionMatches(true, 0, "Basic ", 0, 6)) {
            return Optional.empty();
        }
        try {
            String pair =
                    new String(Base64.getDecoder().decode(header.substring(6).trim()), StandardCharsets.UTF_8);
            int colon = pair.indexOf(':');
            return colon < 0
                    ? Optional.empty()
                    : Optional.of(new Credentials(pair.substring(0, colon), pair.substring(colon + 1)));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static Map<String, String> form(String body) {
        Map<String, String> values = new HashMap<>();
        for (String pair : body.split("&", -1)) {
            int equals = pair.indexOf('=');
            if (equals > 0) {
                values.put(decoded(pair.substring(0, equals)), decoded(pair.substring(equals + 1)));
            }
        }
        return values;
    }

    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return text;
        }
    }
}
