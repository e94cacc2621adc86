package io.appkit.itests;

import io.appkit.itests.bench.BareJetty;
import io.appkit.itests.bench.Connection;
import io.appkit.itests.bench.Endpoint;
import io.appkit.itests.bench.Round;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;

/**
 * The distribution beside a bare Jetty of the same version that writes the same bytes, in alternating rounds. Both are warm,
 * have the same memory, and share the machine with the client, so only ratios say something; processor time per request says
 * most. Run by {@code itests/bench}.
 */
class HttpBenchmark {

    private static final int CONNECTIONS = 16;
    private static final int ROUNDS = Integer.getInteger("bench.rounds", 5);
    private static final Duration WARM_UP = Duration.ofSeconds(Integer.getInteger("bench.warmup", 20));
    private static final Duration ROUND = Duration.ofSeconds(Integer.getInteger("bench.seconds", 5));
    private static final int ASSET_BYTES = 200 * 1024;

    /** Jetty writes them itself. */
    private static final Set<String> OF_THE_TRANSFER =
            Set.of("date", "transfer-encoding", "content-length", "connection");

    @Test
    void besideABareJetty() throws Exception {
        Path app = app();
        List<Endpoint> endpoints = List.of(
                Endpoint.get("/health", "/health"),
                Endpoint.post("cached query, 10 rows", "/api/analytics/query/rows10", "{}"),
                Endpoint.post("cached query, 1000 rows", "/api/analytics/query/rows1000", "{}"),
                Endpoint.get("asset of 200 KB", "/assets/asset-Ab3dEf9h.js"));
        try (Server server = Distribution.unpack()
                .start(Map.of("APPKIT_APP_DIR", app.toString()))
                .awaitHealthy()) {
            System.out.printf(
                    Locale.ROOT,
                    "%nmedian of %d rounds of %d s, %d connections, Java %s%n%n%-26s %-12s %10s %12s %9s %9s%n",
                    ROUNDS,
                    ROUND.toSeconds(),
                    CONNECTIONS,
                    Runtime.version(),
                    "",
                    "",
                    "requests/s",
                    "CPU us/req",
                    "p50 us",
                    "p99 us");
            for (Endpoint endpoint : endpoints) {
                compare(server, endpoint);
            }
        }
    }

    private static void compare(Server server, Endpoint endpoint) throws Exception {
        int port = Distribution.freePort();
        Process bare = bareJetty(port, answer(server.port(), endpoint));
        try {
            await(port, endpoint);
            Round.of(server.port(), server.pid(), endpoint, CONNECTIONS, WARM_UP);
            Round.of(port, bare.pid(), endpoint, CONNECTIONS, WARM_UP);
            List<Round> ours = new ArrayList<>();
            List<Round> theirs = new ArrayList<>();
            for (int i = 0; i < ROUNDS; i++) {
                ours.add(Round.of(server.port(), server.pid(), endpoint, CONNECTIONS, ROUND));
                theirs.add(Round.of(port, bare.pid(), endpoint, CONNECTIONS, ROUND));
            }
            print(endpoint.name(), "AppKit", ours);
            print("", "bare Jetty", theirs);
            System.out.printf(
                    Locale.ROOT,
                    "%-26s %-12s %10.2f %12.2f %9.2f %9.2f%n%n",
                    "",
                    "ratio",
                    median(ours, Round::requestsPerSecond) / median(theirs, Round::requestsPerSecond),
                    median(ours, Round::cpuMicros) / median(theirs, Round::cpuMicros),
                    median(ours, Round::p50Micros) / median(theirs, Round::p50Micros),
                    median(ours, Round::p99Micros) / median(theirs, Round::p99Micros));
        } finally {
            bare.destroyForcibly().waitFor();
        }
    }

    private static void print(String name, String server, List<Round> rounds) {
        System.out.printf(
                Locale.ROOT,
                "%-26s %-12s %10.0f %12.1f %9.0f %9.0f%n",
                name,
                server,
                median(rounds, Round::requestsPerSecond),
                median(rounds, Round::cpuMicros),
                median(rounds, Round::p50Micros),
                median(rounds, Round::p99Micros));
    }

    private static double median(List<Round> rounds, ToDoubleFunction<Round> figure) {
        return rounds.stream().mapToDouble(figure).sorted().toArray()[rounds.size() / 2];
    }

    private static Connection.Answer answer(int port, Endpoint endpoint) throws IOException {
        try (Connection connection = new Connection(port)) {
            Connection.Answer answer = connection.send(endpoint);
            if (answer.status() != 200 || new String(answer.body()).contains("\"type\":\"error\"")) {
                throw new IOException(endpoint.name() + ": " + answer.status() + " " + new String(answer.body()));
            }
        }
        // The first answer tells of the warehouse, too; those that follow come from the cache.
        try (Connection connection = new Connection(port)) {
            return connection.send(endpoint);
        }
    }

    private static void await(int port, Endpoint endpoint) {
        long deadline = System.nanoTime() + Server.START_LIMIT.toNanos();
        while (true) {
            try (Connection connection = new Connection(port)) {
                connection.send(endpoint);
                return;
            } catch (IOException e) {
                if (System.nanoTime() > deadline) {
                    throw new AssertionError("the bare Jetty does not answer", e);
                }
                Thread.onSpinWait();
            }
        }
    }

    private static Process bareJetty(int port, Connection.Answer answer) throws IOException {
        Path folder = Files.createTempDirectory(Path.of(System.getProperty("appkit.work")), "bare");
        Properties headers = new Properties();
        answer.headers().forEach((name, value) -> {
            if (!OF_THE_TRANSFER.contains(name)) {
                headers.setProperty(name, value);
            }
        });
        try (var file = Files.newBufferedWriter(folder.resolve("headers"))) {
            headers.store(file, null);
        }
        Files.write(folder.resolve("body"), answer.body());
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xms64m",
                        "-Xmx512m",
                        "-cp",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        BareJetty.class.getName(),
                        Integer.toString(port),
                        folder.resolve("headers").toString(),
                        folder.resolve("body").toString())
                .redirectError(folder.resolve("log").toFile())
                .redirectOutput(folder.resolve("out").toFile())
                .start();
    }

    private static Path app() throws IOException {
        Path app =
                Files.createTempDirectory(Files.createDirectories(Path.of(System.getProperty("appkit.work"))), "app");
        Path queries = Files.createDirectories(app.resolve("config/queries"));
        for (int rows : List.of(10, 1000)) {
            Files.writeString(
                    queries.resolve("rows" + rows + ".sql"),
                    "SELECT o_orderkey, o_custkey, o_orderstatus, o_totalprice, o_orderdate, o_orderpriority"
                            + " FROM samples.tpch.orders ORDER BY o_orderkey LIMIT " + rows);
        }
        Path assets = Files.createDirectories(app.resolve("dist/assets"));
        Files.writeString(app.resolve("dist/index.html"), "<html><head></head><body></body></html>");
        Files.write(assets.resolve("asset-Ab3dEf9h.js"), "x".repeat(ASSET_BYTES).getBytes());
        return app;
    }
}
