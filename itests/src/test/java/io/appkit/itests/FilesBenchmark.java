package io.appkit.itests;

import io.appkit.itests.bench.AccessToken;
import io.appkit.itests.bench.Comparison;
import io.appkit.itests.bench.Download;
import io.appkit.itests.bench.Endpoint;
import io.appkit.itests.bench.Relay;
import io.appkit.itests.bench.Target;
import io.appkit.itests.bench.Transfer;
import io.appkit.itests.bench.Upload;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * A large file to and from a volume of a local workspace: through the distribution, straight, through a plain copy
 * between two sockets, and through AppKit on Node.
 */
class FilesBenchmark {

    private static final long BYTES = Long.getLong("bench.megabytes", 256) * 1_000_000;
    private static final String VOLUME = "/Volumes/main/default/files";
    private static final Map<String, String> VOLUMES = Map.of("DATABRICKS_VOLUME_FILES", VOLUME);

    private static final Comparison COMPARISON = Comparison.configured();

    /** A way of a file. */
    private interface Way {
        Transfer transfer() throws Exception;
    }

    @Test
    void passesOnLargeFiles() throws Exception {
        BenchmarkApp app = BenchmarkApp.create();
        try (var workspace = BenchmarkApp.LocalWorkspace.start()) {
            Map<String, String> environment = new HashMap<>(workspace.environment());
            String bearer = "Bearer " + AccessToken.of(environment);
            environment.putAll(VOLUMES);
            Distribution distribution =
                    Distribution.unpack().configure("appkit.files.volume-files.cfg", "policy = allowAll");
            int port = URI.create(environment.get("DATABRICKS_HOST")).getPort();
            try (var relay = new Relay(port);
                    Server jvm = app.appKit(distribution, environment);
                    Server node = app.nodeAppKit(environment)) {
                Target ours = new Target("AppKit JVM", jvm.port(), jvm.pid());
                Target straight =
                        new Target("straight", port, workspace.server().pid());
                Target copy = new Target(
                        "plain copy", relay.port(), ProcessHandle.current().pid());
                Target theirs = new Target("AppKit Node", node.port(), node.pid());
                Map<Target, Way> uploads = new LinkedHashMap<>();
                uploads.put(ours, () -> upload(ours, throughApp("POST", "upload", "ours")));
                uploads.put(straight, () -> upload(straight, straight("PUT", bearer)));
                uploads.put(copy, () -> upload(copy, straight("PUT", bearer)));
                uploads.put(theirs, () -> upload(theirs, throughApp("POST", "upload", "theirs")));
                compare("Upload", uploads);
                Map<Target, Way> downloads = new LinkedHashMap<>();
                downloads.put(ours, () -> download(ours, throughApp("GET", "download", "ours")));
                downloads.put(straight, () -> download(straight, straight("GET", bearer)));
                downloads.put(copy, () -> download(copy, straight("GET", bearer)));
                downloads.put(theirs, () -> download(theirs, throughApp("GET", "download", "ours")));
                compare("Download", downloads);
                printHeap(ours, throughApp("GET", "download", "ours"));
            }
        }
    }

    private static Endpoint throughApp(String method, String action, String file) {
        return Endpoint.bodiless(action, method, "/api/files/files/" + action + "?path=" + file + ".bin");
    }

    private static Endpoint straight(String method, String bearer) {
        String path = "/api/2.0/fs/files" + VOLUME + "/straight.bin" + (method.equals("PUT") ? "?overwrite=true" : "");
        return Endpoint.bodiless("straight", method, path).with("Authorization", bearer);
    }

    private static Transfer upload(Target target, Endpoint endpoint) throws Exception {
        double cpu = target.cpuMicros();
        Upload upload = Upload.of(target.port(), endpoint, BYTES);
        return new Transfer(upload.megabytesPerSecond(), 0, (target.cpuMicros() - cpu) / 1e3);
    }

    private static Transfer download(Target target, Endpoint endpoint) throws Exception {
        double cpu = target.cpuMicros();
        long start = System.nanoTime();
        Download download = Download.of(target.port(), new Endpoint(endpoint.name(), endpoint.request(), BYTES), 1);
        return new Transfer(
                download.megabytesPerSecond(),
                (download.firstByteNanos() - start) / 1e6,
                (target.cpuMicros() - cpu) / 1e3);
    }

    private static void compare(String title, Map<Target, Way> ways) throws Exception {
        for (Way way : ways.values()) {
            long end = System.nanoTime() + COMPARISON.warmUp().toNanos();
            while (System.nanoTime() < end) {
                way.transfer();
            }
        }
        Map<Target, List<Transfer>> all = new LinkedHashMap<>();
        for (int i = 0; i < COMPARISON.rounds(); i++) {
            for (var way : ways.entrySet()) {
                all.computeIfAbsent(way.getKey(), first -> new ArrayList<>())
                        .add(way.getValue().transfer());
            }
        }
        Transfer.print(title + " of " + BYTES / 1_000_000 + " MB", all);
    }

    /** In the middle of a file while the client does not read, so that all that may be buffered is. */
    private static void printHeap(Target ours, Endpoint file) throws Exception {
        long before = ours.liveHeapBytes();
        long[] during = new long[1];
        Download.of(ours.port(), file, 1, new Download.Pause(BYTES / 2, () -> during[0] = ours.liveHeapBytes()));
        System.out.printf(
                Locale.ROOT,
                "%s: live heap %.1f MB before, %.1f MB in the middle with a client that pauses: %.1f MB more%n",
                ours.name(),
                before / 1e6,
                during[0] / 1e6,
                (during[0] - before) / 1e6);
    }
}
