package io.appkit.workspace;

import java.net.Proxy;
import java.net.ProxySelector;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.eclipse.jetty.client.HttpProxy;
import org.eclipse.jetty.client.Origin;

/**
 * The proxy that Java's system properties name for a scheme ({@code https.proxyHost}, {@code https.proxyPort}; the same for
 * {@code http}). The JDK decides which hosts are reached without it ({@code http.nonProxyHosts}).
 */
final class SystemProxy extends HttpProxy {

    private final String scheme;

    private SystemProxy(String scheme, String host, int port) {
        super(host, port);
        this.scheme = scheme;
    }

    /** Those that are configured. */
    static List<SystemProxy> all() {
        return Stream.of(of("https", 443), of("http", 80))
                .flatMap(Optional::stream)
                .toList();
    }

    private static Optional<SystemProxy> of(String scheme, int usualPort) {
        String host = System.getProperty(scheme + ".proxyHost", "");
        int port = Integer.getInteger(scheme + ".proxyPort", usualPort);
        return host.isEmpty() ? Optional.empty() : Optional.of(new SystemProxy(scheme, host, port));
    }

    @Override
    public boolean matches(Origin origin) {
        return scheme.equals(origin.getScheme())
                && ProxySelector.getDefault().select(URI.create(origin.asString())).stream()
                        .anyMatch(proxy -> proxy.type() == Proxy.Type.HTTP);
    }
}
