package io.appkit.auth.oidc;

import com.nimbusds.oauth2.sdk.TokenRevocationRequest;
import com.nimbusds.oauth2.sdk.http.HTTPResponse;
import com.nimbusds.oauth2.sdk.id.ClientID;
import com.nimbusds.oauth2.sdk.token.BearerAccessToken;
import com.nimbusds.oauth2.sdk.token.RefreshToken;
import com.nimbusds.oauth2.sdk.token.Token;
import io.appkit.auth.session.Tokens;
import java.io.IOException;
import java.net.URI;
import java.util.Optional;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Revokes tokens at the provider, where it offers that (RFC 7009): once, in the background, so that nobody waits for a
 * provider that does not answer.
 */
final class TokenRevocation implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(TokenRevocation.class);
    private static final String STAY = "Tokens of a session that has ended stay good at the provider: {}";
    private static final int THREADS = 2;
    private static final int QUEUED = 1_000;

    private final OidcSettings settings;
    private final Provider provider;
    private final ProviderHttp http;
    private final ThreadPoolExecutor threads;

    TokenRevocation(OidcSettings settings, Provider provider, ProviderHttp http) {
        this.settings = settings;
        this.provider = provider;
        this.http = http;
        threads = new ThreadPoolExecutor(
                THREADS, THREADS, 10, TimeUnit.SECONDS, new LinkedBlockingQueue<>(QUEUED), task -> {
                    Thread thread = new Thread(task, "appkit-token-revocation");
                    thread.setDaemon(true);
                    return thread;
                });
        threads.allowCoreThreadTimeOut(true);
    }

    void revoke(Tokens tokens) {
        try {
            threads.execute(() -> tell(tokens));
        } catch (RejectedExecutionException e) {
            LOG.warn(STAY, "too many are being revoked at once");
        }
    }

    private void tell(Tokens tokens) {
        try {
            Optional<URI> endpoint = provider.get().revocationEndpoint();
            if (endpoint.isPresent()) {
                tell(endpoint.get(), tokens);
            }
        } catch (IOException e) {
            LOG.warn(STAY, e.getMessage());
        } catch (RuntimeException e) {
            // Without its message, which nobody has checked for secrets.
            LOG.warn(STAY, e.getClass().getName());
        }
    }

    private void tell(URI endpoint, Tokens tokens) throws IOException {
        // With the refresh token goes what came of it.
        Token token = tokens.refreshToken()
                .<Token>map(RefreshToken::new)
                .orElseGet(() -> new BearerAccessToken(tokens.accessToken()));
        TokenRevocationRequest request = settings.clientAuthentication()
                .map(client -> new TokenRevocationRequest(endpoint, client, token))
                .orElseGet(() -> new TokenRevocationRequest(endpoint, new ClientID(settings.clientId()), token));
        HTTPResponse answer = request.toHTTPRequest().send(http);
        if (!answer.indicatesSuccess()) {
            LOG.warn(STAY, "the revocation endpoint answered with status " + answer.getStatusCode());
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
