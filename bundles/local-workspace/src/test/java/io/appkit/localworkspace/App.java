package io.appkit.localworkspace;

import com.nimbusds.oauth2.sdk.AuthorizationCode;
import com.nimbusds.oauth2.sdk.AuthorizationCodeGrant;
import com.nimbusds.oauth2.sdk.AuthorizationGrant;
import com.nimbusds.oauth2.sdk.AuthorizationResponse;
import com.nimbusds.oauth2.sdk.RefreshTokenGrant;
import com.nimbusds.oauth2.sdk.ResponseType;
import com.nimbusds.oauth2.sdk.Scope;
import com.nimbusds.oauth2.sdk.TokenRequest;
import com.nimbusds.oauth2.sdk.TokenResponse;
import com.nimbusds.oauth2.sdk.TokenRevocationRequest;
import com.nimbusds.oauth2.sdk.auth.ClientAuthentication;
import com.nimbusds.oauth2.sdk.auth.ClientSecretBasic;
import com.nimbusds.oauth2.sdk.auth.Secret;
import com.nimbusds.oauth2.sdk.id.ClientID;
import com.nimbusds.oauth2.sdk.id.Issuer;
import com.nimbusds.oauth2.sdk.id.State;
import com.nimbusds.oauth2.sdk.pkce.CodeChallengeMethod;
import com.nimbusds.oauth2.sdk.pkce.CodeVerifier;
import com.nimbusds.oauth2.sdk.token.RefreshToken;
import com.nimbusds.oauth2.sdk.token.Token;
import com.nimbusds.openid.connect.sdk.AuthenticationRequest;
import com.nimbusds.openid.connect.sdk.Nonce;
import com.nimbusds.openid.connect.sdk.OIDCTokenResponse;
import com.nimbusds.openid.connect.sdk.OIDCTokenResponseParser;
import com.nimbusds.openid.connect.sdk.op.OIDCProviderMetadata;
import com.nimbusds.openid.connect.sdk.token.OIDCTokens;
import java.net.URI;

/** An app whose people sign in at a local workspace, by a library that knows nothing of it. */
final class App {

    static final URI CALLBACK = URI.create("http://127.0.0.1:8000/.auth/callback");

    final OIDCProviderMetadata provider;
    final ClientID id;
    final ClientAuthentication authentication;
    final Nonce nonce = new Nonce();
    final State state = new State();
    final CodeVerifier verifier = new CodeVerifier();
    private final Browser browser = new Browser();

    App(LocalWorkspace workspace) throws Exception {
        provider = OIDCProviderMetadata.resolve(new Issuer(workspace.url() + "/oidc"));
        id = new ClientID(workspace.environment().get("DATABRICKS_CLIENT_ID"));
        authentication =
                new ClientSecretBasic(id, new Secret(workspace.environment().get("DATABRICKS_CLIENT_SECRET")));
    }

    AuthenticationRequest.Builder request() {
        return new AuthenticationRequest.Builder(
                        new ResponseType("code"),
                        Scope.parse("openid email profile offline_access all-apis"),
                        id,
                        CALLBACK)
                .endpointURI(provider.getAuthorizationEndpointURI())
                .state(state)
                .nonce(nonce)
                .codeChallenge(verifier, CodeChallengeMethod.S256);
    }

    /** The code that a person brings back. */
    AuthorizationCode code(String user) throws Exception {
        URI back = browser.choose(request().build().toURI(), user);
        AuthorizationResponse response = AuthorizationResponse.parse(back);
        if (!state.equals(response.getState()) || !provider.getIssuer().equals(response.getIssuer())) {
            throw new AssertionError("state or issuer of " + back);
        }
        return response.toSuccessResponse().getAuthorizationCode();
    }

    TokenResponse ask(ClientAuthentication who, AuthorizationGrant grant) throws Exception {
        TokenRequest request = new TokenRequest.Builder(provider.getTokenEndpointURI(), who, grant).build();
        return OIDCTokenResponseParser.parse(request.toHTTPRequest().send());
    }

    TokenResponse redeem(AuthorizationCode code) throws Exception {
        return ask(authentication, new AuthorizationCodeGrant(code, CALLBACK, verifier));
    }

    TokenResponse refresh(RefreshToken token) throws Exception {
        return ask(authentication, new RefreshTokenGrant(token));
    }

    /** The status of the answer. */
    int revoke(ClientAuthentication who, Token token) throws Exception {
        return new TokenRevocationRequest(provider.getRevocationEndpointURI(), who, token)
                .toHTTPRequest()
                .send()
                .getStatusCode();
    }

    static OIDCTokens tokens(TokenResponse response) {
        if (response instanceof OIDCTokenResponse granted) {
            return granted.getOIDCTokens();
        }
        throw new AssertionError(response.toErrorResponse().getErrorObject());
    }

    /** The error code of a refusal. */
    static String error(TokenResponse response) {
        return response.toErrorResponse().getErrorObject().getCode();
    }

    OIDCTokens signIn(String user) throws Exception {
        return tokens(redeem(code(user)));
    }
}
