package io.appkit.server.http;

import org.eclipse.jetty.ee10.servlet.ServletHandler;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;

/**
 * Lets paths in that have an empty segment, as {@code //x} or {@code /a//b}: here they are names like any other, of which no
 * route and no file has one, so they lead to the page (contract: server, section 5). Jetty refuses them on its own, since
 * others read them as {@code /x}.
 */
public final class EmptySegments {

    private EmptySegments() {}

    /** Changes a server whose connectors are there. */
    public static void allow(Server server) {
        for (Connector connector : server.getConnectors()) {
            HttpConnectionFactory http = connector.getConnectionFactory(HttpConnectionFactory.class);
            if (http != null) {
                HttpConfiguration configuration = http.getHttpConfiguration();
                configuration.setUriCompliance(configuration
                        .getUriCompliance()
                        .with("APPKIT", UriCompliance.Violation.AMBIGUOUS_EMPTY_SEGMENT));
            }
        }
        server.getDescendants(ServletHandler.class).forEach(handler -> handler.setDecodeAmbiguousURIs(true));
    }
}
