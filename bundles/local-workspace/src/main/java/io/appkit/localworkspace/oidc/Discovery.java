package io.appkit.localworkspace.oidc;

import io.appkit.localworkspace.http.Answer;
import io.appkit.localworkspace.http.Routes;
import io.appkit.localworkspace.identity.SigningKey;
import java.util.List;
import java.util.Map;

/** Where everything is (OpenID Connect Discovery; RFC 8414), and the public key. */
public final class Discovery {

    private final String issuer;
    private final String workspaceId;
    private final SigningKey key;

    /** Of the provider with that issuer. */
    public Discovery(String issuer, String workspaceId, SigningKey key) {
        this.issuer = issuer;
        this.workspaceId = workspaceId;
        this.key = key;
    }

    /** Adds the endpoints. */
    public void addTo(Routes routes) {
        Map<String, Object> host = Map.of("oidc_endpoint", issuer, "workspace_id", workspaceId);
        routes.open("GET", "/.well-known/databricks-config", call -> Answer.json(host));
        routes.open("GET", "/oidc/.well-known/oauth-authorization-server", call -> Answer.json(provider()));
        routes.open("GET", "/oidc/.well-known/openid-configuration", call -> Answer.json(provider()));
        routes.open("GET", "/oidc/jwks.json", call -> Answer.json(key.publicKeys()));
    }

    private Map<String, Object> provider() {
        return Map.ofEntries(
                Map.entry("issuer", issuer),
                Map.entry("authorization_endpoint", issuer + "/v1/authorize"),
                Map.entry("token_endpoint", issuer + "/v1/token"),
                Map.entry("revocation_endpoint", issuer + "/v1/revoke"),
                Map.entry("end_session_endpoint", issuer + "/v1/logout"),
                Map.entry("jwks_uri", issuer + "/jwks.json"),
                Map.entry(
                        "grant_types_supported", List.of("authorization_code", "refresh_token", "client_credentials")),
                Map.entry("response_types_supported", List.of("code")),
                Map.entry("response_modes_supported", List.of("query")),
                Map.entry("code_challenge_methods_supported", List.of("S256")),
                Map.entry("subject_types_supported", List.of("public")),
                Map.entry("id_token_signing_alg_values_supported", List.of(SigningKey.ALGORITHM)),
                Map.entry(
                        "token_endpoint_auth_methods_supported", List.of("client_secret_basic", "client_secret_post")),
                Map.entry(
                        "revocation_endpoint_auth_methods_supported",
                        List.of("client_secret_basic", "client_secret_post")),
                Map.entry("authorization_response_iss_parameter_supported", true),
                Map.entry("claims_supported", List.of("sub", "email", "name", "preferred_username", "sid")),
                Map.entry("scopes_supported", Scopes.KNOWN));
    }
}
