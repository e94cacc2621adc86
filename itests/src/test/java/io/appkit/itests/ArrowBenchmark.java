package io.appkit.itests;

import io.appkit.itests.bench.ArrowChunk;
import io.appkit.itests.bench.Comparison;
import io.appkit.itests.bench.Connection;
import io.appkit.itests.bench.Download;
import io.appkit.itests.bench.Endpoint;
import io.appkit.itests.bench.Relay;
import io.appkit.itests.bench.StubWorkspace;
import io.appkit.itests.bench.Target;
import io.appkit.itests.bench.Transfer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * A result of 256 MB as Arrow, whose chunks a workspace in this process has in memory: through the distribution, through
 * AppKit on Node, and through a plain copy between two sockets.
 */
class ArrowBenchmark {

    private static final long RESULT_BYTES = 256_000_000;
    private static final String ARROW = "{\"format\":\"ARROW_STREAM\"}";
    private static final Pattern STATEMENT_ID = Pattern.compile("\"statement_id\":\"([^\"]+)\"");

    private static final Comparison COMPARISON = Comparison.configured();

    /** A way of a result to the client. */
    private interface Way {
        Download download() throws Exception;
    }

    @Test
    void passesOnLargeResults() throws Exception {
        BenchmarkApp app = BenchmarkApp.create().with("config/queries/large.sql", "SELECT * FROM lineitem");
        ArrowChunk chunk;
        try (var local = BenchmarkApp.LocalWorkspace.start()) {
            chunk = ArrowChunk.of(local.environment(), "SELECT * FROM samples.tpch.lineitem");
        }
        int chunks = Math.toIntExact(RESULT_BYTES / chunk.bytes().remaining() + 1);
        Endpoint query = Endpoint.post("Arrow", "/api/analytics/query/large", ARROW);
        try (var workspace = new StubWorkspace(Duration.ZERO, chunk, chunks);
                var relay = new Relay(workspace.port());
                Server jvm = app.appKit(workspace.environment());
                Server node = app.nodeAppKit(workspace.environment())) {
            Target ours = new Target("AppKit JVM", jvm.port(), jvm.pid());
            Target theirs = new Target("AppKit Node", node.port(), node.pid());
            Target copy = new Target(
                    "plain copy", relay.port(), ProcessHandle.current().pid());
            Endpoint whole = new Endpoint("Arrow", query.request(), RESULT_BYTES * 98 / 100);
            Map<Target, Way> ways = new LinkedHashMap<>();
            ways.put(ours, () -> Download.of(ours.port(), whole, 1));
            ways.put(copy, () -> Download.of(relay.port(), Endpoint.get("copy", StubWorkspace.link(0)), chunks));
            ways.put(theirs, () -> throughNode(theirs));
            for (Way way : ways.values()) {
                warmUp(way);
            }
            Map<Target, List<Transfer>> all = new LinkedHashMap<>();
            for (int i = 0; i < COMPARISON.rounds(); i++) {
                for (var way : ways.entrySet()) {
                    all.computeIfAbsent(way.getKey(), first -> new ArrayList<>())
                            .add(transfer(workspace, way.getKey(), way.getValue()));
                }
            }
            Transfer.print(
                    "Arrow, " + (long) chunks * chunk.bytes().remaining() / 1_000_000 + " MB in " + chunks + " chunks",
                    all);
            printHeap(ours, whole);
        }
    }

    /** In the middle of a result while the client does not read, so that all that may be buffered is. */
    private static void printHeap(Target ours, Endpoint whole) throws Exception {
        long before = ours.liveHeapBytes();
        long[] during = new long[1];
        Download.of(
                ours.port(), whole, 1, new Download.Pause(RESULT_BYTES / 2, () -> during[0] = ours.liveHeapBytes()));
        System.out.printf(
                Locale.ROOT,
                "%s: live heap %.1f MB before, %.1f MB in the middle with a client that pauses: %.1f MB more%n",
                ours.name(),
                before / 1e6,
                during[0] / 1e6,
                (during[0] - before) / 1e6);
    }

    /** As its client does it: the query tells an id, by which the result is fetched. */
    private static Download throughNode(Target node) throws Exception {
        long start = System.nanoTime();
        String id;
        try (Connection connection = new Connection(node.port())) {
            String body = new String(
                    connection
                            .send(Endpoint.post("Arrow", "/api/analytics/query/large", ARROW))
                            .body(),
                    StandardCharsets.UTF_8);
            Matcher matcher = STATEMENT_ID.matcher(body);
            if (!matcher.find()) {
                throw new IOException("no statement id: " + body);
            }
            id = matcher.group(1);
        }
        Endpoint result = new Endpoint(
                "Arrow on Node",
                Endpoint.get("", "/api/analytics/arrow-result/" + id).request(),
                RESULT_BYTES * 98 / 100);
        Download download = Download.of(node.port(), result, 1);
        return new Download(download.bytes(), (System.nanoTime() - start) / 1e9, download.firstByteNanos());
    }

    /** Compilers need many downloads, not one. */
    private static void warmUp(Way way) throws Exception {
        long end = System.nanoTime() + COMPARISON.warmUp().toNanos();
        while (System.nanoTime() < end) {
            way.download();
        }
    }

    private static Transfer transfer(StubWorkspace workspace, Target target, Way way) throws Exception {
        workspace.takeFirstByteNanos();
        double cpu = target.cpuMicros();
        Download download = way.download();
        return new Transfer(
                download.megabytesPerSecond(),
                (download.firstByteNanos() - workspace.takeFirstByteNanos()) / 1e6,
                (target.cpuMicros() - cpu) / 1e3);
    }
}
