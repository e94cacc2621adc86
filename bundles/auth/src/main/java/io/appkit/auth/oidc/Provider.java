package io.appkit.auth.oidc;

import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jose.util.JSONObjectUtils;
import com.nimbusds.oauth2.sdk.ParseException;
import com.nimbusds.openid.connect.sdk.op.OIDCProviderMetadata;
import io.appkit.auth.IpAddress;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The OpenID provider, found from the workspace or by its configured URL; read when it is needed, once an hour. */
final class Provider {

    /**
     * What a provider says of itself.
     *
     * @param metadata endpoints and issuer, checked
     * @param keys its signing keys; read again when a token names another one
     */
    record Known(OIDCProviderMetadata metadata, JWKSource<SecurityContext> keys) {

        /** Where sign-outs go on; empty if it has no such page. */
        Optional<URI> endSessionEndpoint() {
            return Optional.ofNullable(metadata.getEndSessionEndpointURI()).filter(Provider::isSafe);
        }

        /** Where tokens are revoked; empty if it does not offer that. */
        Optional<URI> revocationEndpoint() {
            return Optional.ofNullable(metadata.getRevocationEndpointURI()).filter(Provider::isSafe);
        }
    }

    private static final Duration LIFE = Duration.ofHours(1);
    private static final Duration KEYS_AT_MOST_EVERY = Duration.ofSeconds(2);

    private final OidcSettings settings;
    private final ProviderHttp http;
    private final Remembered<Known> known;

    Provider(OidcSettings settings, ProviderHttp http, Clock clock) {
        this.settings = settings;
        this.http = http;
        this.known = new Remembered<>(this::discover, LIFE, clock);
    }

    Known get() throws IOException {
        return known.get();
    }

    /** Its name, once it is known. */
    Optional<String> issuer() {
        return known.known().map(provider -> provider.metadata.getIssuer().getValue());
    }

    private Known discover() throws IOException {
        String issuer =
                withoutSlash(settings.issuer().isPresent() ? settings.issuer().get() : ofWorkspace());
        String place = issuer + "/.well-known/openid-configuration";
        OIDCProviderMetadata metadata;
        try {
            metadata = OIDCProviderMetadata.parse(http.document(URI.create(place)));
        } catch (ParseException | IllegalArgumentException e) {
            throw new IOException(place + " is not the description of an OpenID provider", e);
        }
        if (!withoutSlash(metadata.getIssuer().getValue()).equals(issuer)) {
            throw new IOException(place + " describes another issuer");
        }
        check(metadata.getAuthorizationEndpointURI(), place);
        check(metadata.getTokenEndpointURI(), place);
        check(metadata.getJWKSetURI(), place);
        JWKSource<SecurityContext> keys = JWKSourceBuilder.<SecurityContext>create(
                        metadata.getJWKSetURI().toURL(), http)
                .cache(LIFE.toMillis(), 2 * ProviderHttp.DEADLINE.toMillis())
                .refreshAheadCache(false)
                .rateLimited(KEYS_AT_MOST_EVERY.toMillis())
                .build();
        return new Known(metadata, keys);
    }

    private String ofWorkspace() throws IOException {
        String place = withoutSlash(settings.workspace()) + "/.well-known/databricks-config";
        try {
            Object endpoint =
                    JSONObjectUtils.parse(http.document(URI.create(place))).get("oidc_endpoint");
            if (endpoint instanceof String url) {
                return url;
            }
        } catch (java.text.ParseException | IllegalArgumentException e) {
            throw new IOException(place + " is not the description of a workspace", e);
        }
        throw new IOException(place + " names no oidc_endpoint");
    }

    private static void check(@Nullable URI endpoint, String place) throws IOException {
        if (endpoint == null || endpoint.getHost() == null) {
            throw new IOException(place + " lacks an endpoint");
        }
        if (!isSafe(endpoint)) {
            throw new IOException(place + " names an endpoint without https");
        }
    }

    /** Codes, tokens and keys go by https, or do not leave this machine. */
    private static boolean isSafe(URI endpoint) {
        if (endpoint.getHost() == null) {
            return false;
        }
        boolean here = endpoint.getHost().equals("localhost") || IpAddress.isLoopback(endpoint.getHost());
        return "https".equals(endpoint.getScheme()) || ("http".equals(endpoint.getScheme()) && here);
    }

    private static String withoutSlash(String url) {
        return url.endsWith("/") ? url.substring(0, url.length() - 1) : url;
    }
}
