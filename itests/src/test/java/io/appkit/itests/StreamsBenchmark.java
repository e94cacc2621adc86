package io.appkit.itests;

import io.appkit.itests.bench.ArrowChunk;
import io.appkit.itests.bench.Endpoint;
import io.appkit.itests.bench.IdleStreams;
import io.appkit.itests.bench.StubWorkspace;
import io.appkit.itests.bench.Target;
import java.time.Duration;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/**
 * Ten thousand pages that wait for a warehouse to start, each over an event stream of its own, and then get their rows. A
 * hundred different queries, each asked by a hundred pages.
 */
class StreamsBenchmark {

    private static final int STREAMS = Integer.getInteger("bench.streams", 10_000);
    private static final int QUERIES = 100;

    @Test
    void keepsManyIdleStreams() throws Exception {
        BenchmarkApp app =
                BenchmarkApp.create().with("config/queries/numbered.sql", "SELECT * FROM orders WHERE id = :id");
        Distribution distribution =
                Distribution.unpack().configure("appkit.streams.cfg", "maxActiveStreams = " + 2 * STREAMS);
        Endpoint query = Endpoint.posts(
                "waiting query",
                "/api/analytics/query/numbered",
                number ->
                        "{\"parameters\":{\"id\":{\"__sql_type\":\"STRING\",\"value\":\"" + number % QUERIES + "\"}}}");
        try (var workspace = new StubWorkspace(Duration.ofMillis(1), ArrowChunk.NONE, 0)) {
            workspace.warehouse("STARTING");
            try (Server jvm = app.appKit(distribution, workspace.environment())) {
                Target ours = new Target("AppKit JVM", jvm.port(), jvm.pid());
                try (IdleStreams few = IdleStreams.open(ours.port(), query, QUERIES)) {
                    // What the first streams load and start is not counted.
                    few.awaitHeartbeats();
                }
                long heapBefore = ours.liveHeapBytes();
                double residentBefore = ours.megabytes();
                long threadsBefore = ours.threads();
                try (IdleStreams streams = IdleStreams.open(ours.port(), query, STREAMS)) {
                    streams.awaitHeartbeats();
                    streams.awaitHeartbeats();
                    double cpuBefore = ours.cpuMicros();
                    streams.awaitHeartbeats();
                    double cpu = ours.cpuMicros() - cpuBefore;
                    System.out.printf(
                            Locale.ROOT,
                            "%n%d idle streams, 512 MB heap: live heap %.1f KB, resident memory %.1f KB for each; %d"
                                    + " threads (%d before); %.0f ms of processor time from heartbeat to heartbeat%n",
                            STREAMS,
                            (ours.liveHeapBytes() - heapBefore) / 1e3 / STREAMS,
                            (ours.megabytes() - residentBefore) * 1024 / STREAMS,
                            ours.threads(),
                            threadsBefore,
                            cpu / 1e3);
                    workspace.warehouse("RUNNING");
                    System.out.printf(
                            Locale.ROOT,
                            "All had heartbeats; all had one final event, the last %.1f s after the first%n",
                            streams.awaitResults().toMillis() / 1e3);
                }
            }
        }
    }
}
