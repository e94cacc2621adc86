package io.appkit.auth.oidc;

import com.nimbusds.oauth2.sdk.AuthorizationCode;
import com.nimbusds.oauth2.sdk.AuthorizationCodeGrant;
import com.nimbusds.oauth2.sdk.AuthorizationGrant;
import com.nimbusds.oauth2.sdk.ParseException;
import com.nimbusds.oauth2.sdk.RefreshTokenGrant;
import com.nimbusds.oauth2.sdk.TokenRequest;
import com.nimbusds.oauth2.sdk.TokenResponse;
import com.nimbusds.oauth2.sdk.http.HTTPResponse;
import com.nimbusds.oauth2.sdk.id.ClientID;
import com.nimbusds.oauth2.sdk.token.RefreshToken;
import com.nimbusds.openid.connect.sdk.OIDCTokenResponse;
import com.nimbusds.openid.connect.sdk.OIDCTokenResponseParser;
import io.appkit.auth.session.RefusedException;
import io.appkit.auth.session.TokenRedeemer;
import io.appkit.auth.session.Tokens;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Exchanges codes and refresh tokens for tokens. */
final class TokenEndpoint implements TokenRedeemer, AutoCloseable {

    private static final int RENEWALS_AT_ONCE = 16;
    private static final Duration LIFE_IF_UNSAID = Duration.ofMinutes(15);

    /** Longer than any session; what a provider says beyond that would only overflow. */
    private static final Duration LONGEST_LIFE = Duration.ofDays(366);

    /** Errors that tell of the provider's state, not of what was asked for. */
    private static final Set<String> TROUBLES = Set.of("temporarily_unavailable", "server_error", "slow_down");

    private static final Pattern CODE = Pattern.compile("[a-z_]{1,40}");

    private final OidcSettings settings;
    private final Provider provider;
    private final ProviderHttp http;
    private final Clock clock;
    private final TokenRevocation revocation;
    private final Semaphore renewals = new Semaphore(RENEWALS_AT_ONCE);

    TokenEndpoint(OidcSettings settings, Provider provider, ProviderHttp http, Clock clock) {
        this.settings = settings;
        this.provider = provider;
        this.http = http;
        this.clock = clock;
        this.revocation = new TokenRevocation(settings, provider, http);
    }

    /** The answer to a code, not yet validated. */
    OIDCTokenResponse exchange(String code, PendingLogin login) throws IOException, RefusedException {
        TokenResponse answer =
                send(new AuthorizationCodeGrant(new AuthorizationCode(code), settings.redirectUri(), login.verifier()));
        if (answer instanceof OIDCTokenResponse tokens) {
            return tokens;
        }
        throw new RefusedException("no id token");
    }

    @Override
    public Tokens redeem(String refreshToken) throws IOException, RefusedException {
        if (!renewals.tryAcquire()) {
            throw new IOException("too many sessions are being renewed at once");
        }
        try {
            return tokens(send(new RefreshTokenGrant(new RefreshToken(refreshToken))));
        } finally {
            renewals.release();
        }
    }

    @Override
    public void revoke(Tokens tokens) {
        revocation.revoke(tokens);
    }

    /** What the session keeps of an answer. */
    Tokens tokens(TokenResponse answer) {
        var tokens = answer.toSuccessResponse().getTokens();
        long seconds = tokens.getAccessToken().getLifetime();
        Duration life = seconds > 0 ? Duration.ofSeconds(Math.min(seconds, LONGEST_LIFE.toSeconds())) : LIFE_IF_UNSAID;
        return new Tokens(
                tokens.getAccessToken().getValue(),
                Optional.ofNullable(tokens.getRefreshToken()).map(RefreshToken::getValue),
                clock.instant().plus(life));
    }

    private TokenResponse send(AuthorizationGrant grant) throws IOException, RefusedException {
        URI endpoint = provider.get().metadata().getTokenEndpointURI();
        HTTPResponse answer = request(endpoint, grant).toHTTPRequest().send(http);
        if (answer.getStatusCode() >= 500 || answer.getStatusCode() == 429) {
            throw new IOException("the token endpoint answered with status " + answer.getStatusCode());
        }
        TokenResponse tokens;
        try {
            tokens = OIDCTokenResponseParser.parse(answer);
        } catch (ParseException e) {
            // Its message may quote the answer.
            throw new IOException("the token endpoint answered with something else than tokens");
        }
        if (tokens.indicatesSuccess()) {
            return tokens;
        }
        String code = errorCode(tokens.toErrorResponse().getErrorObject().getCode());
        if (code.equals("invalid_client")) {
            throw new IOException("the token endpoint does not accept the OAuth client " + settings.clientId());
        }
        if (TROUBLES.contains(code)) {
            throw new IOException("the token endpoint answered with " + code);
        }
        throw new RefusedException(code);
    }

    private TokenRequest request(URI endpoint, AuthorizationGrant grant) {
        return settings.clientAuthentication()
                .map(client -> new TokenRequest.Builder(endpoint, client, grant))
                .orElseGet(() -> new TokenRequest.Builder(endpoint, new ClientID(settings.clientId()), grant))
                .build();
    }

    /** An error code of the protocol; anything else is not repeated. */
    static String errorCode(@Nullable String code) {
        return code != null && CODE.matcher(code).matches() ? code : "an error";
    }

    @Override
    public void close() {
        revocation.close();
    }
}
