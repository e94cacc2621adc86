package io.appkit.localworkspace;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.util.Base64URL;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import com.nimbusds.oauth2.sdk.AuthorizationCode;
import com.nimbusds.oauth2.sdk.AuthorizationCodeGrant;
import com.nimbusds.oauth2.sdk.AuthorizationResponse;
import com.nimbusds.oauth2.sdk.ClientCredentialsGrant;
import com.nimbusds.oauth2.sdk.ResourceOwnerPasswordCredentialsGrant;
import com.nimbusds.oauth2.sdk.Scope;
import com.nimbusds.oauth2.sdk.auth.ClientSecretBasic;
import com.nimbusds.oauth2.sdk.auth.ClientSecretPost;
import com.nimbusds.oauth2.sdk.auth.Secret;
import com.nimbusds.oauth2.sdk.id.ClientID;
import com.nimbusds.oauth2.sdk.pkce.CodeVerifier;
import com.nimbusds.oauth2.sdk.token.RefreshToken;
import com.nimbusds.oauth2.sdk.token.Token;
import com.nimbusds.openid.connect.sdk.Nonce;
import com.nimbusds.openid.connect.sdk.claims.IDTokenClaimsSet;
import com.nimbusds.openid.connect.sdk.token.OIDCTokens;
import com.nimbusds.openid.connect.sdk.validators.IDTokenValidator;
import java.net.URI;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Date;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The OpenID provider, as a client that keeps to the standards sees it. */
class SignInTest extends AtWorkspace {

    private static final String INES = "ines.calder@example.com";

    private static int me(String token) throws Exception {
        RestClient client = new RestClient(workspace);
        client.useToken(token);
        return client.get("/api/2.0/preview/scim/v2/Me").status();
    }

    @Test
    void aPersonSignsInAndTheTokensAreTheirs() throws Exception {
        OIDCTokens tokens = app.signIn(INES);
        IDTokenClaimsSet claims = new IDTokenValidator(
                        app.provider.getIssuer(),
                        app.id,
                        JWSAlgorithm.ES256,
                        app.provider.getJWKSetURI().toURL())
                .validate(tokens.getIDToken(), app.nonce);
        assertThat(claims.getSubject().getValue()).isEqualTo(INES);
        assertThat(claims.getStringClaim("email")).isEqualTo(INES);
        assertThat(claims.getStringClaim("name")).isEqualTo("Ines Calder");
        assertThat(tokens.getAccessToken().getLifetime()).isEqualTo(3600);
        RestClient client = new RestClient(workspace);
        client.useToken(tokens.getAccessToken().getValue());
        assertThat(client.get("/api/2.0/preview/scim/v2/Me")
                        .body()
                        .get("userName")
                        .asText())
                .isEqualTo(INES);
    }

    @Test
    void discoveryTellsWhatIsThere() {
        assertThat(app.provider.getEndSessionEndpointURI()).isEqualTo(URI.create(workspace.url() + "/oidc/v1/logout"));
        assertThat(app.provider.getCodeChallengeMethods().toString()).isEqualTo("[S256]");
        assertThat(app.provider.getGrantTypes().toString())
                .isEqualTo("[authorization_code, refresh_token, client_credentials]");
        assertThat(app.provider.getScopes().toStringList()).contains("openid", "offline_access", "all-apis");
    }

    @Test
    void theAppItselfNeedsNoPerson() throws Exception {
        for (var who : List.of(app.authentication, new ClientSecretPost(app.id, secret()))) {
            var granted = app.ask(who, new ClientCredentialsGrant()).toSuccessResponse();
            assertThat(me(granted.getTokens().getAccessToken().getValue())).isEqualTo(200);
            assertThat(granted.getTokens().getRefreshToken()).isNull();
        }
    }

    private static Secret secret() {
        return new Secret(workspace.environment().get("DATABRICKS_CLIENT_SECRET"));
    }

    @Test
    void aCodeNeedsItsVerifierItsRedirectUriAndItsClient() throws Exception {
        AuthorizationCode code = app.code(INES);
        assertThat(App.error(app.ask(
                        app.authentication, new AuthorizationCodeGrant(code, App.CALLBACK, new CodeVerifier()))))
                .isEqualTo("invalid_grant");
        // A wrong guess has used it up.
        assertThat(App.error(app.redeem(code))).isEqualTo("invalid_grant");
        AuthorizationCodeGrant elsewhere = new AuthorizationCodeGrant(
                app.code(INES), URI.create("http://127.0.0.1:8001/.auth/callback"), app.verifier);
        assertThat(App.error(app.ask(app.authentication, elsewhere))).isEqualTo("invalid_grant");
        AuthorizationCode third = app.code(INES);
        AuthorizationCodeGrant grant = new AuthorizationCodeGrant(third, App.CALLBACK, app.verifier);
        for (var other : List.of(
                new ClientSecretBasic(app.id, new Secret("wrong")),
                new ClientSecretBasic(new ClientID("other"), secret()),
                new ClientSecretPost(app.id, new Secret("wrong")))) {
            assertThat(App.error(app.ask(other, grant))).isEqualTo("invalid_client");
        }
        assertThat(App.tokens(app.redeem(third)).getAccessToken()).isNotNull();
    }

    @Test
    void aCodeThatComesAgainEndsTheSignIn() throws Exception {
        AuthorizationCode code = app.code(INES);
        OIDCTokens tokens = App.tokens(app.redeem(code));
        assertThat(me(tokens.getAccessToken().getValue())).isEqualTo(200);
        assertThat(App.error(app.redeem(code))).isEqualTo("invalid_grant");
        assertThat(me(tokens.getAccessToken().getValue())).isEqualTo(401);
        assertThat(App.error(app.refresh(tokens.getRefreshToken()))).isEqualTo("invalid_grant");
    }

    @Test
    void aCodeIsGoodForAMinute() throws Exception {
        AuthorizationCode code = app.code(INES);
        CLOCK.advance(Duration.ofSeconds(59));
        assertThat(App.tokens(app.redeem(code)).getAccessToken()).isNotNull();
        AuthorizationCode late = app.code(INES);
        CLOCK.advance(Duration.ofSeconds(60));
        assertThat(App.error(app.redeem(late))).isEqualTo("invalid_grant");
    }

    @Test
    void aRefreshTokenIsGoodOnceAndThenEndsTheSignIn() throws Exception {
        OIDCTokens first = app.signIn(INES);
        OIDCTokens second = App.tokens(app.refresh(first.getRefreshToken()));
        assertThat(second.getRefreshToken()).isNotEqualTo(first.getRefreshToken());
        assertThat(second.getIDToken().getJWTClaimsSet().getSubject()).isEqualTo(INES);
        // An answer that was lost may be asked for again, for a short while.
        OIDCTokens repeated = App.tokens(app.refresh(first.getRefreshToken()));
        assertThat(repeated.getRefreshToken()).isEqualTo(second.getRefreshToken());
        CLOCK.advance(Duration.ofSeconds(11));
        assertThat(App.error(app.refresh(first.getRefreshToken()))).isEqualTo("invalid_grant");
        assertThat(App.error(app.refresh(second.getRefreshToken()))).isEqualTo("invalid_grant");
        assertThat(me(second.getAccessToken().getValue())).isEqualTo(401);
    }

    @Test
    void aRefreshTokenThatIsTwoGenerationsOldEndsTheSignInAtOnce() throws Exception {
        OIDCTokens first = app.signIn(INES);
        OIDCTokens second = App.tokens(app.refresh(first.getRefreshToken()));
        OIDCTokens third = App.tokens(app.refresh(second.getRefreshToken()));
        assertThat(App.error(app.refresh(first.getRefreshToken()))).isEqualTo("invalid_grant");
        assertThat(App.error(app.refresh(third.getRefreshToken()))).isEqualTo("invalid_grant");
    }

    @Test
    void forgedRefreshTokensAreRefusedAndHarmNobody() throws Exception {
        OIDCTokens tokens = app.signIn(INES);
        String token = tokens.getRefreshToken().getValue();
        String[] parts = token.split("\\.", -1);
        for (String forged : List.of(
                "x",
                parts[0] + ".1." + parts[2],
                parts[0] + ".0." + parts[2].substring(1) + "A",
                token + "A",
                parts[0] + ".99999999999." + parts[2])) {
            assertThat(App.error(app.refresh(new RefreshToken(forged)))).isEqualTo("invalid_grant");
        }
        assertThat(App.tokens(app.refresh(tokens.getRefreshToken())).getAccessToken())
                .isNotNull();
    }

    @Test
    void tokensEndInTime() throws Exception {
        OIDCTokens tokens = app.signIn(INES);
        CLOCK.advance(Duration.ofMinutes(61));
        assertThat(me(tokens.getAccessToken().getValue())).isEqualTo(401);
        OIDCTokens fresh = App.tokens(app.refresh(tokens.getRefreshToken()));
        assertThat(me(fresh.getAccessToken().getValue())).isEqualTo(200);
        CLOCK.advance(Duration.ofHours(25));
        assertThat(App.error(app.refresh(fresh.getRefreshToken()))).isEqualTo("invalid_grant");
    }

    @Test
    void scopesDecideWhatComesBack() throws Exception {
        URI back = new Browser()
                .choose(app.request().scope(Scope.parse("openid")).build().toURI(), INES);
        AuthorizationCode code =
                AuthorizationResponse.parse(back).toSuccessResponse().getAuthorizationCode();
        OIDCTokens tokens = App.tokens(app.redeem(code));
        assertThat(tokens.getRefreshToken()).isNull();
        assertThat(tokens.getIDToken().getJWTClaimsSet().getClaim("email")).isNull();
        assertThat(me(tokens.getAccessToken().getValue())).isEqualTo(403);
    }

    @Test
    void forgedBearerTokensAreRefused() throws Exception {
        OIDCTokens tokens = app.signIn(INES);
        String token = tokens.getAccessToken().getValue();
        JWTClaimsSet claims = SignedJWT.parse(token).getJWTClaimsSet();
        assertThat(me(token)).isEqualTo(200);
        assertThat(me(new PlainJWT(claims).serialize())).isEqualTo(401);
        JWSHeader header = SignedJWT.parse(token).getHeader();
        SignedJWT foreign = new SignedJWT(header, claims);
        foreign.sign(new ECDSASigner(new ECKeyGenerator(Curve.P_256).generate()));
        assertThat(me(foreign.serialize())).isEqualTo(401);
        String other = new JWTClaimsSet.Builder(claims)
                .subject("theo.brandt@example.com")
                .expirationTime(new Date(Long.MAX_VALUE / 2))
                .build()
                .toPayload()
                .toBase64URL()
                .toString();
        String[] parts = token.split("\\.", -1);
        assertThat(me(parts[0] + "." + other + "." + parts[2])).isEqualTo(401);
        String none = Base64URL.encode("{\"typ\":\"at+jwt\",\"alg\":\"none\"}").toString();
        assertThat(me(none + "." + parts[1] + "." + parts[2])).isEqualTo(401);
        byte[] publicKey = new RestClient(workspace)
                .get("/oidc/jwks.json")
                .response()
                .body()
                .getBytes(UTF_8);
        SignedJWT confused = new SignedJWT(
                new JWSHeader.Builder(JWSAlgorithm.HS256).type(header.getType()).build(), claims);
        confused.sign(new MACSigner(publicKey));
        assertThat(me(confused.serialize())).isEqualTo(401);
        // Signed by the workspace, but no access token.
        assertThat(me(tokens.getIDTokenString())).isEqualTo(401);
        assertThat(me(tokens.getRefreshToken().getValue())).isEqualTo(401);
    }

    @Test
    void tokenRequestsAreCheckedInForm() throws Exception {
        RestClient client = new RestClient(workspace);
        String path = "/oidc/v1/token";
        String form = "application/x-www-form-urlencoded";
        String credentials = "client_id=" + app.id + "&client_secret=" + secret().getValue();
        Map<String, String> refusals = Map.of(
                "",
                "invalid_request",
                credentials,
                "invalid_request",
                credentials + "&grant_type=authorization_code",
                "invalid_request",
                credentials + "&grant_type=refresh_token",
                "invalid_request",
                credentials + "&grant_type=client_credentials&grant_type=refresh_token",
                "invalid_request",
                credentials + "&grant_type=client_credentials&x=%zz",
                "invalid_request",
                credentials + "&grant_type=client_credentials&x=" + "y".repeat(20_000),
                "invalid_request",
                "grant_type=client_credentials",
                "invalid_client");
        for (Map.Entry<String, String> refusal : refusals.entrySet()) {
            HttpResponse<byte[]> response = client.raw("POST", path, refusal.getKey(), "Content-Type", form);
            assertThat(RestClient.JSON.readTree(response.body()).get("error").asText())
                    .as(refusal.getKey())
                    .isEqualTo(refusal.getValue());
            assertThat(response.headers().firstValue("Cache-Control")).contains("no-store");
        }
        assertThat(client.raw("POST", path, "{}", "Content-Type", "application/json")
                        .statusCode())
                .isEqualTo(400);
        var password = new ResourceOwnerPasswordCredentialsGrant(INES, new Secret("x"));
        assertThat(App.error(app.ask(app.authentication, password))).isEqualTo("unsupported_grant_type");
    }

    @Test
    void signingOutEndsTheTokensOfTheIdTokenThatIsShown() throws Exception {
        OIDCTokens tokens = app.signIn(INES);
        OIDCTokens others = new App(workspace).signIn(INES);
        CLOCK.advance(Duration.ofSeconds(1));
        String out = workspace.url() + "/oidc/v1/logout?id_token_hint=" + tokens.getIDTokenString();
        HttpResponse<String> response = new Browser()
                .open(URI.create(out + "&state=a%26b&post_logout_redirect_uri=http://localhost:8000/.auth/signed-out"));
        assertThat(response.statusCode()).isEqualTo(303);
        assertThat(response.headers().firstValue("Location"))
                .contains("http://localhost:8000/.auth/signed-out?state=a%26b");
        assertThat(me(tokens.getAccessToken().getValue())).isEqualTo(401);
        assertThat(App.error(app.refresh(tokens.getRefreshToken()))).isEqualTo("invalid_grant");
        assertThat(me(others.getAccessToken().getValue())).isEqualTo(200);
    }

    @Test
    void revokingATokenEndsAllOfItsSignInAndOfNoOther() throws Exception {
        OIDCTokens others = app.signIn(INES);
        OIDCTokens first = app.signIn(INES);
        OIDCTokens second = app.signIn(INES);
        OIDCTokens renewed = App.tokens(app.refresh(second.getRefreshToken()));
        // One that has been used counts as well, and so does an access token.
        for (Token token : List.of(first.getAccessToken(), second.getRefreshToken())) {
            assertThat(app.revoke(app.authentication, token)).isEqualTo(200);
            assertThat(app.revoke(app.authentication, token)).isEqualTo(200);
        }
        for (OIDCTokens ended : List.of(first, second, renewed)) {
            assertThat(me(ended.getAccessToken().getValue())).isEqualTo(401);
            assertThat(App.error(app.refresh(ended.getRefreshToken()))).isEqualTo("invalid_grant");
        }
        assertThat(me(others.getAccessToken().getValue())).isEqualTo(200);
        assertThat(App.tokens(app.refresh(others.getRefreshToken())).getAccessToken())
                .isNotNull();
    }

    @Test
    void nobodyElseRevokesATokenAndAForgedOneRevokesNothing() throws Exception {
        assertThat(app.provider.getRevocationEndpointURI()).isEqualTo(URI.create(workspace.url() + "/oidc/v1/revoke"));
        OIDCTokens tokens = app.signIn(INES);
        assertThat(app.revoke(new ClientSecretBasic(app.id, new Secret("wrong")), tokens.getRefreshToken()))
                .isEqualTo(401);
        String[] parts = tokens.getRefreshToken().getValue().split("\\.", -1);
        JWTClaimsSet claims =
                SignedJWT.parse(tokens.getAccessToken().getValue()).getJWTClaimsSet();
        for (String forged : List.of(
                "x",
                parts[0] + ".1." + parts[2],
                parts[0],
                new PlainJWT(claims).serialize(),
                tokens.getIDTokenString())) {
            assertThat(app.revoke(app.authentication, new RefreshToken(forged))).isEqualTo(200);
        }
        assertThat(me(tokens.getAccessToken().getValue())).isEqualTo(200);
    }

    @Test
    void signingOutSendsNobodyToAnAddressThatIsNotChecked() throws Exception {
        Browser browser = new Browser();
        String out = workspace.url() + "/oidc/v1/logout";
        assertThat(browser.open(URI.create(out)).body()).contains("You are signed out");
        for (String query : List.of(
                "?post_logout_redirect_uri=https://evil.example/",
                "?post_logout_redirect_uri=//evil.example/",
                "?id_token_hint="
                        + new PlainJWT(new JWTClaimsSet.Builder().subject(INES).build()).serialize())) {
            HttpResponse<String> response = browser.open(URI.create(out + query));
            assertThat(response.statusCode()).as(query).isEqualTo(400);
            assertThat(response.headers().firstValue("Location")).isEmpty();
        }
    }

    @Test
    void wrongNoncesAreNoticedByTheClient() throws Exception {
        OIDCTokens tokens = app.signIn(INES);
        IDTokenValidator validator = new IDTokenValidator(
                app.provider.getIssuer(),
                app.id,
                JWSAlgorithm.ES256,
                app.provider.getJWKSetURI().toURL());
        assertThatThrownBy(() -> validator.validate(tokens.getIDToken(), new Nonce()))
                .hasMessageContaining("nonce");
    }
}
