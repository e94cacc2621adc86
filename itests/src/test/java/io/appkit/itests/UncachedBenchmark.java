package io.appkit.itests;

import io.appkit.itests.bench.ArrowChunk;
import io.appkit.itests.bench.Comparison;
import io.appkit.itests.bench.Endpoint;
import io.appkit.itests.bench.Load;
import io.appkit.itests.bench.Round;
import io.appkit.itests.bench.StubWorkspace;
import io.appkit.itests.bench.Target;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * Queries that no cache can answer, 200 at a time, on a workspace that takes 20 ms for each. What that takes is measured by
 * asking it directly in the same way.
 */
class UncachedBenchmark {

    private static final int CONNECTIONS = 200;
    private static final Duration STATEMENT_TIME = Duration.ofMillis(20);

    /** A body with fewer bytes has no rows. */
    private static final long LEAST_BYTES = 500;

    private static final Comparison COMPARISON = Comparison.configured();

    @Test
    void asksTheWorkspaceEachTime() throws Exception {
        BenchmarkApp app =
                BenchmarkApp.create().with("config/queries/numbered.sql", "SELECT * FROM orders WHERE id = :id");
        Endpoint query = new Endpoint(
                "uncached query, 20 ms upstream",
                Endpoint.posts(
                                "",
                                "/api/analytics/query/numbered",
                                number -> "{\"parameters\":{\"id\":{\"__sql_type\":\"STRING\",\"value\":\"" + number
                                        + "\"}}}")
                        .request(),
                LEAST_BYTES);
        Endpoint statement = Endpoint.post("the workspace itself", "/api/2.0/sql/statements", "{}");
        try (var workspace = new StubWorkspace(STATEMENT_TIME, ArrowChunk.NONE, 0);
                Server jvm = app.appKit(workspace.environment());
                Server node = app.nodeAppKit(workspace.environment())) {
            Target ours = new Target("AppKit JVM", jvm.port(), jvm.pid());
            Target theirs = new Target("AppKit Node", node.port(), node.pid());
            Target upstream = new Target(
                    "workspace", workspace.port(), ProcessHandle.current().pid());
            COMPARISON.printHead("Uncached queries, " + CONNECTIONS + " connections");
            Map<Target, Round> figures = COMPARISON.of(
                    List.of(ours, theirs, upstream),
                    (target, time) ->
                            Load.withoutPause(target, target == upstream ? statement : query, CONNECTIONS, time));
            Comparison.print(query.name(), figures);
            printAdded(figures, upstream);

            double rate = 0.5 * figures.get(theirs).requestsPerSecond();
            Map<Target, Round> atCommonLoad = COMPARISON.ofWarm(
                    List.of(ours, theirs, upstream),
                    (target, time) ->
                            Load.atRate(target, target == upstream ? statement : query, CONNECTIONS, rate, time));
            Comparison.print(String.format(Locale.ROOT, "  at %.0f requests/s", rate), atCommonLoad);
            printAdded(atCommonLoad, upstream);
        }
    }

    private static void printAdded(Map<Target, Round> figures, Target upstream) {
        Round direct = figures.get(upstream);
        figures.forEach((target, round) -> {
            if (target != upstream) {
                System.out.printf(
                        Locale.ROOT,
                        "%-16s adds %.2f ms (p50), %.2f ms (p99); resident memory %.0f MB at most%n",
                        target.name(),
                        (round.p50Micros() - direct.p50Micros()) / 1e3,
                        (round.p99Micros() - direct.p99Micros()) / 1e3,
                        target.mostMegabytes());
            }
        });
        System.out.println();
    }
}
