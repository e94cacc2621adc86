package io.appkit.itests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who says where a server listens: configuration before process, before {@code .env} (contract: server, section 2). */
class ListenAddressIT {

    private static final String HOST = "FLASK_RUN_HOST";
    private static final String PORT = "DATABRICKS_APP_PORT";

    /** All of 127.0.0.0/8 is this machine. */
    private static final String OF_PROCESS = "127.0.0.2";

    private static final String OF_CONFIGURATION = "127.0.0.3";
    private static final String OF_FILE = "127.0.0.4";

    @Test
    void theEnvironmentNamesHostAndPort() throws Exception {
        try (Server server =
                Distribution.unpack().start(Map.of(HOST, OF_PROCESS)).awaitReady()) {
            assertThat(addresses(server)).containsExactly(new InetSocketAddress(OF_PROCESS, server.port()));
        }
    }

    @Test
    void configurationGoesBeforeTheEnvironment() throws Exception {
        int port = Distribution.freePort();
        Distribution distribution =
                Distribution.unpack().configure("appkit.server.cfg", "host = " + OF_CONFIGURATION, "port = " + port);
        try (Server server = distribution.start(Map.of(HOST, OF_PROCESS)).awaitReady()) {
            assertThat(addresses(server)).containsExactly(new InetSocketAddress(OF_CONFIGURATION, port));
        }
    }

    @Test
    void theFileOfTheAppNamesWhatTheProcessDoesNot(@TempDir Path app) throws Exception {
        Files.write(app.resolve(".env"), List.of(HOST + "=" + OF_FILE, PORT + "=1"));
        try (Server server = Distribution.unpack()
                .start(Map.of("APPKIT_APP_DIR", app.toString()))
                .awaitReady()) {
            assertThat(addresses(server)).containsExactly(new InetSocketAddress(OF_FILE, server.port()));
        }
    }

    @Test
    void inDevelopmentABusyPortLeadsToOneOfThoseThatFollow() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName(OF_PROCESS))) {
            Map<String, String> environment =
                    Map.of(HOST, OF_PROCESS, PORT, Integer.toString(taken.getLocalPort()), "NODE_ENV", "development");
            try (Server server = Distribution.unpack().start(environment).awaitReady()) {
                assertThat(addresses(server))
                        .singleElement()
                        .extracting(InetSocketAddress::getPort)
                        .satisfies(port ->
                                assertThat(port).isBetween(taken.getLocalPort() + 1, taken.getLocalPort() + 99));
            }
        }
    }

    /** Without that of the local workspace, which is always at 127.0.0.1. */
    private static List<InetSocketAddress> addresses(Server server) throws IOException {
        return Listeners.addresses(server.pid()).stream()
                .filter(address -> !address.getAddress().getHostAddress().equals("127.0.0.1"))
                .toList();
    }
}
