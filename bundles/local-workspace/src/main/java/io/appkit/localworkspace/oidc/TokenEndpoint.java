package io.appkit.localworkspace.oidc;

import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jwt.JWTClaimsSet;
import io.appkit.localworkspace.http.Answer;
import io.appkit.localworkspace.http.Routes;
import io.appkit.localworkspace.identity.AccessTokens;
import io.appkit.localworkspace.identity.ServicePrincipal;
import io.appkit.localworkspace.identity.SigningKey;
import io.appkit.localworkspace.identity.User;
import java.time.Clock;
import java.time.Instant;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Grants tokens for the app itself, for a code, and for a refresh token (RFC 6749, section 3.2). */
public final class TokenEndpoint {

    static final String PATH = "/oidc/v1/token";

    private final String issuer;
    private final ServicePrincipal app;
    private final ClientForm client;
    private final SignIns signIns;
    private final AccessTokens tokens;
    private final SigningKey key;
    private final Clock clock;

    /** An endpoint of the provider with that issuer. */
    public TokenEndpoint(
            String issuer, ServicePrincipal app, SignIns signIns, AccessTokens tokens, SigningKey key, Clock clock) {
        this.issuer = issuer;
        this.app = app;
        this.client = new ClientForm(app);
        this.signIns = signIns;
        this.tokens = tokens;
        this.key = key;
        this.clock = clock;
    }

    /** Adds the endpoint. */
    public void addTo(Routes routes) {
        client.addTo(routes, PATH, "grant_type", this::token);
    }

    private Answer token(String grant, FormFields form) throws OAuthError {
        return switch (grant) {
            case "client_credentials" -> granted(tokens.issue(app, AccessTokens.SCOPE, null), AccessTokens.SCOPE);
            case "authorization_code" -> {
                String code = form.require("code");
                String redirectUri = form.require("redirect_uri");
                yield granted(signIns.redeem(code, redirectUri, form.require("code_verifier")), form, true);
            }
            case "refresh_token" -> granted(signIns.refresh(form.require("refresh_token")), form, false);
            default ->
                throw new OAuthError(
                        "unsupported_grant_type",
                        "The grants are authorization_code, refresh_token and client_credentials");
        };
    }

    private Answer granted(SignIns.Redeemed redeemed, FormFields form, boolean first) throws OAuthError {
        SignIns.SignIn signIn = redeemed.signIn();
        String all = signIn.request().scope();
        String scope = first ? all : Scopes.granted(form.get("scope"), all);
        Map<String, Object> answer = answer(tokens.issue(signIn.user(), scope, signIn.id()), scope);
        if (redeemed.refreshToken() != null) {
            answer.put("refresh_token", redeemed.refreshToken());
        }
        if (Scopes.has(scope, Scopes.OPENID)) {
            Optional<String> nonce = first ? signIn.request().nonce() : Optional.empty();
            answer.put("id_token", idToken(signIn, scope, nonce.orElse(null)));
        }
        return sent(answer);
    }

    private String idToken(SignIns.SignIn signIn, String scope, @Nullable String nonce) {
        User user = signIn.user();
        Instant now = clock.instant();
        JWTClaimsSet.Builder claims = new JWTClaimsSet.Builder()
                .issuer(issuer)
                .audience(app.clientId())
                .subject(user.userName())
                .claim("sid", signIn.id())
                .claim("nonce", nonce)
                .claim("auth_time", signIn.began().getEpochSecond())
                .issueTime(Date.from(now))
                .expirationTime(Date.from(now.plus(tokens.lifetime())));
        if (Scopes.has(scope, Scopes.EMAIL)) {
            claims.claim("email", user.userName());
        }
        if (Scopes.has(scope, Scopes.PROFILE)) {
            claims.claim("name", user.displayName()).claim("preferred_username", user.userName());
        }
        return key.sign(JOSEObjectType.JWT, claims.build());
    }

    private Answer granted(String accessToken, String scope) {
        return sent(answer(accessToken, scope));
    }

    private Map<String, Object> answer(String accessToken, String scope) {
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("access_token", accessToken);
        answer.put("token_type", "Bearer");
        answer.put("expires_in", tokens.lifetime().toSeconds());
        answer.put("scope", scope);
        return answer;
    }

    private static Answer sent(Map<String, Object> answer) {
        return Answer.json(answer).with("Cache-Control", "no-store");
    }
}
