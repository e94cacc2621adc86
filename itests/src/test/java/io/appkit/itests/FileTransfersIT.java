package io.appkit.itests;

import static org.assertj.core.api.Assertions.assertThat;

import io.appkit.itests.bench.Download;
import io.appkit.itests.bench.Endpoint;
import io.appkit.itests.bench.Target;
import io.appkit.itests.bench.Upload;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Large files and many of them; {@code itests/long files} takes larger ones. */
class FileTransfersIT {

    private static final long BYTES = Long.getLong("files.megabytes", 256) << 20;
    private static final long HEAP_GROWTH = 32 << 20;
    private static final int CLIENTS = 200;
    private static final long SHARED_BYTES = 10 << 20;

    private static Server server;
    private static Target target;

    @BeforeAll
    static void start() throws Exception {
        server = Distribution.unpack()
                .configure("appkit.auth.cfg", "mode = databricks-apps")
                .configure("appkit.files.cfg", "maxUploadSize = 10gb")
                .configure("appkit.files.volume-files.cfg", "policy = allowAll")
                .start()
                .awaitReady();
        target = new Target("AppKit", server.port(), server.pid());
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void aLargeFileNeedsNoMemory() throws Exception {
        Upload.of(server.port(), request("POST", "upload", "small.bin"), 1 << 20);
        long before = target.liveHeapBytes();
        long[] during = new long[2];
        Upload.of(
                server.port(),
                request("POST", "upload", "large.bin"),
                BYTES,
                new Download.Pause(BYTES / 2, () -> during[0] = target.liveHeapBytes()));
        Download download = Download.of(
                server.port(),
                request("GET", "download", "large.bin"),
                1,
                new Download.Pause(BYTES / 2, () -> during[1] = target.liveHeapBytes()));
        assertThat(download.bytes()).isEqualTo(BYTES);
        assertThat(during[0] - before).as("heap while it is uploaded").isLessThan(HEAP_GROWTH);
        assertThat(during[1] - before).as("heap while it is downloaded").isLessThan(HEAP_GROWTH);
        server.calledBy(Map.of("X-Forwarded-User", "7"));
        assertThat(server.get("/api/files/files/metadata?path=large.bin").body())
                .contains("\"contentLength\":" + BYTES + ",");
    }

    @Test
    void aClientThatStallsHoldsNobodyUp() throws Exception {
        Upload.of(server.port(), request("POST", "upload", "shared.bin"), SHARED_BYTES);
        Endpoint file = request("GET", "download", "shared.bin");
        ExecutorService clients = Executors.newFixedThreadPool(CLIENTS - 1);
        try (Socket stalled = new Socket()) {
            stalled.setReceiveBufferSize(4096);
            stalled.connect(new InetSocketAddress("127.0.0.1", server.port()));
            OutputStream out = stalled.getOutputStream();
            out.write(file.request().apply(0));
            out.flush();
            List<Future<Download>> downloads = new ArrayList<>();
            for (int i = 1; i < CLIENTS; i++) {
                downloads.add(clients.submit(() -> Download.of(server.port(), file, 1)));
            }
            for (Future<Download> download : downloads) {
                assertThat(download.get(120, TimeUnit.SECONDS).bytes()).isEqualTo(SHARED_BYTES);
            }
            byte[] status = stalled.getInputStream().readNBytes("HTTP/1.1 200".length());
            assertThat(new String(status, StandardCharsets.US_ASCII)).isEqualTo("HTTP/1.1 200");
        } finally {
            clients.shutdownNow();
        }
    }

    private static Endpoint request(String method, String action, String file) {
        return Endpoint.bodiless(action, method, "/api/files/files/" + action + "?path=" + file);
    }
}
