package io.appkit.auth;

import io.appkit.api.platform.GateRequest;
import io.appkit.api.platform.ServerAddress;
import io.appkit.api.platform.ServerSettings;
import java.net.URI;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The origin under which browsers reach the server.
 *
 * @param scheme http or https
 * @param host in lower case, an IPv6 address in brackets
 * @param port never implied
 */
public record PublicOrigin(String scheme, String host, int port) {

    /**
     * The configured origin, else the address the server listens on.
     *
     * @param address null if it is not known yet, or not how browsers reach the server
     * @throws IllegalArgumentException naming file, key, value and reason, if the configured one is none
     */
    static Optional<PublicOrigin> of(ServerSettings server, @Nullable ServerAddress address) {
        if (server.publicUrl().isPresent()) {
            return server.publicUrl().map(PublicOrigin::configured);
        } else if (address == null) {
            return Optional.empty();
        }
        String host = address.host().contains(":") ? "[" + address.host() + "]" : address.host();
        return Optional.of(new PublicOrigin("http", host, address.port()));
    }

    private static PublicOrigin configured(String url) {
        return parse(url)
                .orElseThrow(() -> new IllegalArgumentException("etc/appkit.server.cfg, key publicUrl: '" + url
                        + "' is not valid: expected an origin, as https://app.example.com"));
    }

    /** Reads an origin, as browsers send it, or with a slash at the end; empty for anything else. */
    static Optional<PublicOrigin> parse(String text) {
        try {
            URI uri = URI.create(text);
            String scheme = String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT);
            String path = String.valueOf(uri.getRawPath());
            if (uri.getHost() == null
                    || !(scheme.equals("https") || scheme.equals("http"))
                    || !(path.isEmpty() || path.equals("/"))
                    || uri.getRawUserInfo() != null
                    || uri.getRawQuery() != null
                    || uri.getRawFragment() != null) {
                return Optional.empty();
            }
            int port = uri.getPort() >= 0 ? uri.getPort() : standardPort(scheme);
            return Optional.of(new PublicOrigin(scheme, uri.getHost().toLowerCase(Locale.ROOT), port));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static int standardPort(String scheme) {
        return scheme.equals("https") ? 443 : 80;
    }

    /** Whether browsers come by https. */
    public boolean https() {
        return scheme.equals("https");
    }

    /** Whether a {@code Host} header names it. */
    public boolean isNamedBy(String hostHeader) {
        return parse(scheme + "://" + hostHeader).filter(this::equals).isPresent();
    }

    /** Whether a request comes under it; so does one that names no host at all. */
    public boolean isNamedIn(GateRequest request) {
        return request.headers("Host").stream().allMatch(this::isNamedBy);
    }

    /** Whether nobody but this machine's own browsers reach the server under it. */
    boolean isLoopback() {
        return host.equals("localhost") || host.endsWith(".localhost") || IpAddress.isLoopback(host);
    }

    /** As browsers write it, without a slash at the end. */
    @Override
    public String toString() {
        return scheme + "://" + host + (port == standardPort(scheme) ? "" : ":" + port);
    }
}
