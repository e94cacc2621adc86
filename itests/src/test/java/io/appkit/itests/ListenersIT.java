package io.appkit.itests;

import static org.assertj.core.api.Assertions.assertThat;

import io.appkit.itests.inside.KpiQuery;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Which ports a working server opens. */
class ListenersIT {

    private static final Pattern LOCAL_WORKSPACE =
            Pattern.compile("local workspace runs at http://127\\.0\\.0\\.1:(\\d+)");

    @Test
    void thisMachineAloneReachesTheServerAndItsLocalWorkspace() throws Exception {
        try (Server server = Distribution.unpack().start().awaitReady().signIn()) {
            assertThat(server.get("/").statusCode()).isEqualTo(200);
            String query = new KpiQuery(LocalDate.of(1996, 1, 1)).json();
            assertThat(server.post(KpiQuery.PATH, query).statusCode()).isEqualTo(200);

            assertThat(listening(server)).containsExactlyInAnyOrder(server.port(), localWorkspace(server));
        }
    }

    @Test
    void aServerWithAWorkspaceOfItsOwnListensOnItsPortOnly() throws Exception {
        Map<String, String> environment = Map.of(
                "APPKIT_FEATURES", "appkit-analytics",
                "DATABRICKS_HOST", "http://127.0.0.1:1",
                "DATABRICKS_CLIENT_ID", "app",
                "DATABRICKS_CLIENT_SECRET", "secret",
                "DATABRICKS_WAREHOUSE_ID", "warehouse");
        try (Server server = Distribution.unpack().start(environment).awaitHealthy()) {
            assertThat(server.get("/health").statusCode()).isEqualTo(200);

            assertThat(listening(server)).containsExactly(server.port());
        }
    }

    private static List<Integer> listening(Server server) throws IOException {
        List<InetSocketAddress> addresses = Listeners.addresses(server.pid());
        assertThat(addresses)
                .allSatisfy(address ->
                        assertThat(address.getAddress().isLoopbackAddress()).isTrue());
        return addresses.stream().map(InetSocketAddress::getPort).toList();
    }

    private static int localWorkspace(Server server) {
        Matcher line = LOCAL_WORKSPACE.matcher(String.join("\n", server.output()));
        assertThat(line.find()).isTrue();
        return Integer.parseInt(line.group(1));
    }
}
