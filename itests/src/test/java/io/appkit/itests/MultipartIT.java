package io.appkit.itests;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Large files go to the workspace in parts, whatever happens to those. */
@Timeout(300)
class MultipartIT {

    private static final long BYTES = 200_000_000;
    private static final int PARTS = 12;
    private static final String PART = "PUT /storage/*";
    private static final String FILES = "POST /api/2.0/fs/files/*";
    private static final Map<String, String> INES = Map.of("X-Forwarded-User", "7");

    private static final ObjectMapper JSON = new ObjectMapper();

    private static App app;

    /** A server whose workspace can be disturbed. */
    private record App(Server server, WorkspaceFaults faults, Path volumes) implements AutoCloseable {

        static App start() throws IOException {
            WorkspaceFaults faults = new WorkspaceFaults(Distribution.freePort());
            Distribution distribution = Distribution.unpack()
                    .configure("appkit.auth.cfg", "mode = databricks-apps")
                    .configure("appkit.local.cfg", "faults = true", "port = " + faults.port())
                    .configure("appkit.files.volume-files.cfg", "policy = allowAll");
            Server server = distribution.start().awaitReady();
            return new App(server, faults, distribution.home().resolve("var/local/volumes"));
        }

        WorkspaceFaults.Rule disturb(String place, String fault) throws IOException {
            return faults.add((ObjectNode) JSON.readTree(fault), place, "");
        }

        /** Uploads a file, and compares it. */
        void uploadWhole(String name, int seed) throws Exception {
            HttpResponse<String> answer = new VolumeClient(server, "files", INES)
                    .upload(
                            name,
                            BodyPublishers.fromPublisher(
                                    BodyPublishers.ofInputStream(() -> new RandomInput(seed, BYTES)), BYTES));
            assertThat(answer.body()).isEqualTo("{\"success\":true}");
            try (InputStream expected = new RandomInput(seed, BYTES);
                    InputStream written = Files.newInputStream(file(name))) {
                assertThat(RandomInput.mismatch(expected, written)).isEqualTo(-1);
            }
            assertThat(unfinished()).isEmpty();
        }

        Path file(String name) {
            return volumes.resolve("main/default/files").resolve(name);
        }

        List<Path> unfinished() throws IOException {
            Path folder = volumes.resolve(".unfinished");
            if (!Files.isDirectory(folder)) {
                return List.of();
            }
            try (Stream<Path> files = Files.list(folder)) {
                return files.toList();
            }
        }

        @Override
        public void close() {
            server.close();
        }
    }

    @BeforeAll
    static void start() throws Exception {
        app = App.start();
    }

    @AfterAll
    static void stop() {
        app.close();
    }

    @Test
    void aLargeFileGoesInParts() throws Exception {
        try (WorkspaceFaults.Rule parts = app.disturb(PART, "{\"kind\":\"delay\",\"delay_ms\":1}")) {
            app.uploadWhole("parts.bin", 1);
            assertThat(parts.hits()).isEqualTo(PARTS);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"kind\":\"part_refused\",\"times\":2}",
                "{\"kind\":\"part_refused\",\"skip\":5,\"times\":2}",
                "{\"kind\":\"part_cut\",\"times\":1}",
                "{\"kind\":\"part_cut\",\"skip\":11,\"times\":1,\"after_bytes\":5000000}",
                "{\"kind\":\"part_cut\",\"skip\":3,\"times\":2,\"after_bytes\":0}",
                "{\"kind\":\"part_expired\",\"times\":2}",
                "{\"kind\":\"part_expired\",\"skip\":7,\"times\":2}",
                "{\"kind\":\"answer_lost\",\"skip\":2,\"times\":2}"
            })
    void aFileArrivesAsItIsThoughPartsDoNot(String fault) throws Exception {
        try (WorkspaceFaults.Rule rule = app.disturb(PART, fault)) {
            app.uploadWhole("disturbed.bin", fault.hashCode());
            assertThat(rule.hits()).isPositive();
        }
    }

    @Test
    void aLostAnswerToTheLastCallIsNoFailure() throws Exception {
        try (WorkspaceFaults.Rule rule = app.disturb(FILES, "{\"kind\":\"answer_lost\",\"skip\":1,\"times\":1}")) {
            app.uploadWhole("lost.bin", 3);
            assertThat(rule.hits()).isEqualTo(1);
        }
    }

    @Test
    void aPartThatIsNeverTakenLeavesNothing() throws Exception {
        try (WorkspaceFaults.Rule rule = app.disturb(PART, "{\"kind\":\"part_refused\",\"skip\":4}")) {
            HttpResponse<String> answer = new VolumeClient(app.server, "files", INES)
                    .upload(
                            "never.bin",
                            BodyPublishers.fromPublisher(
                                    BodyPublishers.ofInputStream(() -> new RandomInput(4, BYTES)), BYTES));
            assertThat(answer.statusCode()).isEqualTo(503);
            assertThat(rule.hits()).isGreaterThanOrEqualTo(3);
        } catch (IOException e) {
            // Answered and closed while the client still sends.
            assertThat(e).hasMessageNotContaining("timed out");
        }
        awaitNothingLeft(app, "never.bin");
    }

    @Test
    void aClientThatLeavesLeavesNothing() throws Exception {
        for (long sent : new long[] {1, 20_000_000, 100_000_000}) {
            try (Socket client = begin(app, "left.bin", sent)) {
                app.server.await("an upload under way", () -> unfinished(app) > 0);
            }
            awaitNothingLeft(app, "left.bin");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {FILES + " {\"kind\":\"parts_off\"}", PART + " {\"kind\":\"refuse\"}"})
    void withoutPartsAFileGoesAsOne(String disturbance) throws Exception {
        int fault = disturbance.indexOf('{');
        try (App other = App.start();
                WorkspaceFaults.Rule rule =
                        other.disturb(disturbance.substring(0, fault).strip(), disturbance.substring(fault))) {
            other.uploadWhole("one.bin", 5);
            int hits = rule.hits();
            other.uploadWhole("two.bin", 6);
            assertThat(rule.hits()).as("asked again").isEqualTo(hits).isPositive();
        }
    }

    @Test
    void aServerThatStopsLeavesNothing() throws Exception {
        try (App other = App.start();
                Socket client = begin(other, "stopped.bin", 50_000_000)) {
            other.server.await("an upload under way", () -> unfinished(other) > 0);
            assertThat(other.server.terminate()).isZero();
            awaitNothingLeft(other, "stopped.bin");
            assertThat(String.join("\n", other.server.output()) + String.join("\n", other.server.errors()))
                    .doesNotContain("session_token", "signature=");
            client.close();
        }
    }

    /** Sends the beginning of a file. */
    private static Socket begin(App app, String name, long bytes) throws IOException {
        Socket client = new Socket(InetAddress.getLoopbackAddress(), app.server.port());
        String head = "POST /api/files/files/upload?path=" + name + " HTTP/1.1\r\nHost: localhost\r\n"
                + "X-Forwarded-User: 7\r\nContent-Length: " + BYTES + "\r\n\r\n";
        client.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
        try (InputStream body = new RandomInput(9, bytes)) {
            body.transferTo(client.getOutputStream());
        }
        return client;
    }

    private static int unfinished(App app) {
        try {
            return app.unfinished().size();
        } catch (IOException e) {
            // One has gone while it was looked at.
            return 0;
        }
    }

    private static void awaitNothingLeft(App app, String name) {
        long end = System.nanoTime() + Server.START_LIMIT.toNanos();
        while (unfinished(app) > 0) {
            assertThat(System.nanoTime()).as("files of an upload are left").isLessThan(end);
            Thread.onSpinWait();
        }
        assertThat(app.file(name)).doesNotExist();
    }
}
