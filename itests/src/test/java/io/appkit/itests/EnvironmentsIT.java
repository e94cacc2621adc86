package io.appkit.itests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Places other than a laptop: no network, another Java. */
class EnvironmentsIT {

    private static final List<String> OWN_NETWORK = List.of("unshare", "-n");

    @Test
    void startsWithoutANetwork() throws Exception {
        assumeTrue(canUnshare(), "network namespaces are not available: the start without a network is not tested");
        List<String> offline =
                List.of("unshare", "-n", "sh", "-c", "ip link set lo up 2>/dev/null; exec \"$0\" \"$@\"");
        try (Server server = Distribution.unpack().launch(offline, Map.of(), "server")) {
            server.await("readiness", () -> String.join("\n", server.output()).contains("AppKit is ready at"));
            assertThat(server.output()).noneMatch(line -> line.contains("WARN") || line.contains("ERROR"));
            assertThat(server.terminate()).isZero();
        }
    }

    @Test
    void runsOnTheNewestJava() throws Exception {
        Optional<Path> java = newestJava();
        assumeTrue(java.isPresent(), "no Java 24 or newer (JAVA25_HOME or /usr/lib/jvm/*25*): not tested");
        Map<String, String> environment = Map.of("JAVA_HOME", java.orElseThrow().toString());
        try (Server server = Distribution.unpack().start(environment).awaitHealthy()) {
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
