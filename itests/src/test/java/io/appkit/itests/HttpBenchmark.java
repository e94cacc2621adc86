package io.appkit.itests;

import io.appkit.itests.bench.BareJetty;
import io.appkit.itests.bench.Comparison;
import io.appkit.itests.bench.Connection;
import io.appkit.itests.bench.Endpoint;
import io.appkit.itests.bench.Load;
import io.appkit.itests.bench.Round;
import io.appkit.itests.bench.Target;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * The distribution beside AppKit on Node, on the same local workspace, and beside a bare Jetty of the same version that writes
 * the same bytes. All share the machine with the client, so only ratios say something; processor time per request says most.
 */
class HttpBenchmark {

    private static final int CONNECTIONS = 16;
    private static final int ASSET_BYTES = 200 * 1024;

    /** Shares of what Node can do at most. */
    private static final double[] COMMON_LOADS = {0.5, 0.8};

    /** Jetty writes them itself. */
    private static final Set<String> OF_THE_TRANSFER =
            Set.of("date", "transfer-encoding", "content-length", "connection");

    private static final Comparison COMPARISON = Comparison.configured();

    @Test
    void answersFromMemory() throws Exception {
        BenchmarkApp app = BenchmarkApp.create()
                .with("config/queries/rows10.sql", orders(10))
                .with("config/queries/rows1000.sql", orders(1000))
                .with("dist/assets/asset-Ab3dEf9h.js", "x".repeat(ASSET_BYTES));
        List<Endpoint> endpoints = List.of(
                Endpoint.get("/health", "/health"),
                Endpoint.post("cached query, 10 rows", "/api/analytics/query/rows10", "{}"),
                Endpoint.post("cached query, 1000 rows", "/api/analytics/query/rows1000", "{}"),
                Endpoint.get("asset of 200 KB", "/assets/asset-Ab3dEf9h.js"));
        try (var workspace = BenchmarkApp.LocalWorkspace.start();
                Server jvm = app.appKit(workspace.environment());
                Server node = app.nodeAppKit(workspace.environment())) {
            Target ours = new Target("AppKit JVM", jvm.port(), jvm.pid());
            Target theirs = new Target("AppKit Node", node.port(), node.pid());
            double[] idle = {ours.megabytes(), theirs.megabytes()};
            COMPARISON.printHead("Answers from memory, " + CONNECTIONS + " connections");
            for (Endpoint endpoint : endpoints) {
                compare(ours, theirs, endpoint);
            }
            printMemory(ours, idle[0]);
            printMemory(theirs, idle[1]);
        }
    }

    private static void compare(Target ours, Target node, Endpoint asked) throws Exception {
        Connection.Answer answer = answer(ours, asked);
        answer(node, asked);
        Endpoint endpoint = asked.answeredLike(answer);
        try (Server jetty = bareJetty(answer).awaitHealthy()) {
            Target bare = new Target("bare Jetty", jetty.port(), jetty.pid());
            Map<Target, Round> figures = COMPARISON.of(
                    List.of(ours, bare, node),
                    (target, time) -> Load.withoutPause(target, endpoint, CONNECTIONS, time));
            Comparison.print(endpoint.name(), figures);
            for (double share : COMMON_LOADS) {
                double rate = share * figures.get(node).requestsPerSecond();
                Comparison.print(
                        String.format(Locale.ROOT, "  at %.0f requests/s", rate),
                        COMPARISON.ofWarm(
                                List.of(ours, node),
                                (target, time) -> Load.atRate(target, endpoint, CONNECTIONS, rate, time)));
            }
        }
    }

    private static void printMemory(Target target, double idle) {
        System.out.printf(
                Locale.ROOT,
                "%-16s resident memory %4.0f MB before, %4.0f MB after, %4.0f MB at most; %d threads%n",
                target.name(),
                idle,
                target.megabytes(),
                target.mostMegabytes(),
                target.threads());
    }

    /** The second one: the first tells of the warehouse, too; those that follow come from the cache. */
    private static Connection.Answer answer(Target target, Endpoint endpoint) throws IOException {
        try (Connection connection = new Connection(target.port())) {
            connection.send(endpoint);
            Connection.Answer answer = connection.send(endpoint);
            if (answer.status() != 200 || new String(answer.body()).contains("\"type\":\"error\"")) {
                throw new IOException(endpoint.name() + ": " + answer.status() + " " + new String(answer.body()));
            }
            return answer;
        }
    }

    private static Server bareJetty(Connection.Answer answer) throws IOException {
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
        int port = Distribution.freePort();
        return Server.start(
                new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xms64m",
                        "-Xmx512m",
                        "-cp",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        BareJetty.class.getName(),
                        Integer.toString(port),
                        folder.resolve("headers").toString(),
                        folder.resolve("body").toString()),
                port);
    }

    private static String orders(int rows) {
        return "SELECT o_orderkey, o_custkey, o_orderstatus, o_totalprice, o_orderdate, o_orderpriority"
                + " FROM samples.tpch.orders ORDER BY o_orderkey LIMIT " + rows;
    }
}
