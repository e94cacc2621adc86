package io.appkit.itests;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** How servers start, fail to start, and end. */
class LifecycleIT {

    @Test
    void endsInOrderOnSigtermAndStartsAgain() {
        Distribution distribution = Distribution.unpack();
        try (Server first = distribution.start().awaitHealthy()) {
            assertThat(first.terminate()).isZero();
            assertThat(first.errors()).isEmpty();
        }
        try (Server second = distribution.start().awaitHealthy()) {
            assertThat(second.terminate()).isZero();
        }
    }

    @Test
    void startsAgainAfterItWasKilled() {
        Distribution distribution = Distribution.unpack();
        distribution.start().awaitHealthy().close();
        try (Server second = distribution.start().awaitHealthy()) {
            assertThat(second.terminate()).isZero();
        }
    }

    @Test
    void logsJsonThatParses() throws Exception {
        try (Server server =
                Distribution.unpack().start(Map.of("APPKIT_LOG_FORMAT", "json")).awaitHealthy()) {
            server.await("log line", () -> !server.output().isEmpty());
            assertThat(server.terminate()).isZero();
            ObjectMapper json = new ObjectMapper();
            for (String line : server.output()) {
                assertThat(json.readTree(line).path("level").asText()).as(line).isIn("INFO", "WARN");
            }
        }
    }

    @Test
    void refusesABusyPort() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertRefusal(
                    Map.of("DATABRICKS_APP_PORT", Integer.toString(taken.getLocalPort())),
                    Distribution.unpack(),
                    "port " + taken.getLocalPort());
        }
    }

    @Test
    void refusesAWrongValueNamingFileKeyAndValue() throws Exception {
        assertRefusal(
                Map.of(),
                Distribution.unpack().configure("appkit.server.cfg", "port = eighty"),
                "appkit.server.cfg",
                "port",
                "eighty");
    }

    @Test
    void refusesAnAppFolderThatIsNotThere() {
        assertRefusal(
                Map.of("APPKIT_APP_DIR", "/no/such/app"), Distribution.unpack(), "APPKIT_APP_DIR", "/no/such/app");
    }

    private static void assertRefusal(Map<String, String> environment, Distribution distribution, String... named) {
        try (Server server = distribution.start(environment)) {
            assertThat(server.exitCode(Server.START_LIMIT)).isEqualTo(1);
            assertThat(server.errors())
                    .singleElement()
                    .asString()
                    .startsWith("appkit: ")
                    .contains(named);
        }
    }
}
