package io.appkit.itests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.appkit.itests.inside.KpiQuery;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Places other than a laptop: no network, another Java. */
class EnvironmentsIT {

    private static final List<String> OWN_NETWORK = List.of("unshare", "-n");
    private static final List<String> OFFLINE =
            List.of("unshare", "-n", "sh", "-c", "ip link set lo up; exec \"$0\" \"$@\"");
    private static final String QUERY_ROUTE = "/api/analytics/query/";

    @Test
    void startsWithoutANetwork() throws Exception {
        assumeNetworksOfItsOwn();
        try (Server server = Distribution.unpack().launch(OFFLINE, Map.of(), "server")) {
            server.awaitReady();
            assertThat(server.output()).noneMatch(line -> line.contains("WARN") || line.contains("ERROR"));
            assertThat(server.terminate()).isZero();
        }
    }

    @Test
    void featuresGoAndComeWithoutANetworkAndThePageFollows() throws Exception {
        assumeNetworksOfItsOwn();
        ConsoleIT.assumeConsole();
        Distribution distribution = Distribution.unpack().configure("appkit.auth.cfg", "mode = databricks-apps");
        try (Server terminal = distribution.openTerminal(OFFLINE)) {
            terminal.awaitReady();
            terminal.await("the page", () -> page(terminal).contains(QUERY_ROUTE));

            terminal.type("feature:uninstall appkit-analytics");
            terminal.await(
                    "the page without queries",
                    () -> page(terminal).contains("__appkit__")
                            && !page(terminal).contains(QUERY_ROUTE));

            terminal.type("feature:install appkit-analytics");
            terminal.await("the page with queries", () -> page(terminal).contains(QUERY_ROUTE));
        }
    }

    /** The page, as one sees it in the server's network. */
    private static String page(Server server) {
        String get = "exec 3<>/dev/tcp/127.0.0.1/" + server.port()
                + " && printf 'GET / HTTP/1.1\\r\\nHost: localhost\\r\\nX-Forwarded-User: 7\\r\\nConnection: close\\r\\n\\r\\n' >&3 && cat <&3";
        try {
            Process shell =
                    new ProcessBuilder("nsenter", "-n", "-t", Long.toString(server.pid()), "bash", "-c", get).start();
            return new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void assumeNetworksOfItsOwn() throws InterruptedException {
        assumeTrue(canUnshare(), "network namespaces are not available: life without a network is not tested");
    }

    @Test
    void aFeatureThatDoesNotExistEndsTheStartWithALine() {
        Map<String, String> environment = Map.of("APPKIT_FEATURES", "appkit-analytix,appkit-local-workspace");
        try (Server server = Distribution.unpack().start(environment)) {
            assertThat(server.exitCode(Server.START_LIMIT)).isEqualTo(1);
            assertThat(server.output()).isEmpty();
            assertThat(server.errors())
                    .singleElement()
                    .asString()
                    .startsWith("appkit: APPKIT_FEATURES:")
                    .contains("'appkit-analytix'", "appkit-analytics");
        }
    }

    @Test
    void runsOnTheNewestJava() throws Exception {
        Optional<Path> java = newestJava();
        assumeTrue(java.isPresent(), "no Java 24 or newer (JAVA25_HOME or /usr/lib/jvm/*25*): not tested");
        Map<String, String> environment = Map.of("JAVA_HOME", java.orElseThrow().toString());
        try (Server server =
                Distribution.unpack().start(environment).awaitReady().signIn()) {
            assertThat(server.get("/").body()).contains(QUERY_ROUTE);
            assertThat(server.post(KpiQuery.PATH, new KpiQuery(LocalDate.of(1996, 1, 1)).json())
                            .body())
                    .contains("\"type\":\"result\"");
            assertThat(server.get("/api/nope").statusCode()).isEqualTo(404);
            assertThat(server.terminate()).isZero();
            assertThat(server.errors()).isEmpty();
        }
    }

    private static boolean canUnshare() throws InterruptedException {
        try {
            Process probe = new ProcessBuilder(Stream.concat(OWN_NETWORK.stream(), Stream.of("true"))
                            .toList())
                    .start();
            return probe.waitFor(10, TimeUnit.SECONDS) && probe.exitValue() == 0;
        } catch (IOException e) {
            return false;
        }
    }

    private static Optional<Path> newestJava() throws IOException {
        String configured = System.getenv("JAVA25_HOME");
        if (configured != null) {
            return Optional.of(Path.of(configured));
        }
        Path installed = Path.of("/usr/lib/jvm");
        if (!Files.isDirectory(installed)) {
            return Optional.empty();
        }
        try (Stream<Path> homes = Files.list(installed)) {
            return homes.filter(home -> home.getFileName().toString().contains("25"))
                    .filter(home -> Files.isExecutable(home.resolve("bin/java")))
                    .findFirst();
        }
    }
}
