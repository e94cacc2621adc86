package io.appkit.server.http;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.net.UnknownHostException;
import java.nio.channels.SocketChannel;
import java.util.Dictionary;
import org.jspecify.annotations.Nullable;

/**
 * Where the server listens.
 *
 * @param host address
 * @param wantedPort as configured; 0 for any
 * @param port as chosen
 */
record ListenAddress(String host, int wantedPort, int port) {

    static final String HOST = "org.apache.felix.http.host";
    static final String PORT = "org.osgi.service.http.port";

    private static final int DEVELOPMENT_PORTS = 100;

    boolean isFor(String otherHost, int otherPort) {
        return host.equals(otherHost) && wantedPort == otherPort;
    }

    /** Whether a configuration of the HTTP service names the same. */
    boolean isThatOf(@Nullable Dictionary<String, Object> configuration) {
        return configuration != null
                && host.equals(configuration.get(HOST))
                && Integer.valueOf(port).equals(configuration.get(PORT));
    }

    /**
     * Finds a free port: the wanted one, or in development one of those that follow it.
     *
     * @throws IOException whose message says in one line what to do
     */
    static ListenAddress free(String host, int port, boolean development) throws IOException {
        int tries = development && port != 0 ? DEVELOPMENT_PORTS : 1;
        for (int i = 0; i < tries && port + i <= 65_535; i++) {
            int chosen = bindBriefly(host, port + i);
            if (chosen >= 0) {
                return new ListenAddress(host, port, chosen);
            }
        }
        throw new IOException("port " + port + " on " + host
                + " is in use; set DATABRICKS_APP_PORT, or port in etc/appkit.server.cfg, to another one");
    }

    /** The port, or -1 if it is in use. */
    private static int bindBriefly(String host, int port) throws IOException {
        // Bound and not listening: a client that comes early is refused, not accepted and dropped.
        try (SocketChannel socket = SocketChannel.open()) {
            socket.setOption(StandardSocketOptions.SO_REUSEADDR, true);
            socket.bind(new InetSocketAddress(InetAddress.getByName(host), port));
            return ((InetSocketAddress) socket.getLocalAddress()).getPort();
        } catch (UnknownHostException e) {
            throw new IOException(
                    "host '" + host + "' is not known; set FLASK_RUN_HOST, or host in"
                            + " etc/appkit.server.cfg, to an address of this machine",
                    e);
        } catch (BindException e) {
            if (String.valueOf(e.getMessage()).contains("assign")) {
                throw new IOException(
                        "host '" + host + "' is not an address of this machine; set FLASK_RUN_HOST, or"
                                + " host in etc/appkit.server.cfg",
                        e);
            }
            return -1;
        }
    }
}
