package io.appkit.localworkspace;

import static io.appkit.localworkspace.FilesClient.file;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.zip.CRC32;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Files on their way to slow, greedy and unlucky clients. */
class DownloadsTest extends AtVolumes {

    private static final String FAULTS = "/api/2.0/appkit-local/faults";
    private static final int MEGABYTE = 1 << 20;

    @AfterEach
    void clearFaults() throws Exception {
        app.status("DELETE", FAULTS);
    }

    private static void fault(String fields) throws Exception {
        assertThat(app.send(
                                "POST",
                                FAULTS,
                                BodyPublishers.ofString("{\"method\":\"GET\",\"path\":\"/api/2.0/fs/files/*\"," + fields
                                        + ",\"times\":1}"),
                                "Content-Type",
                                "application/json")
                        .statusCode())
                .isEqualTo(200);
    }

    private static byte[] random(int size) {
        byte[] bytes = new byte[size];
        new Random(size).nextBytes(bytes);
        return bytes;
    }

    private static Socket ask(String path) throws IOException {
        return app.socket("GET " + file(path) + " HTTP/1.1\r\nConnection: close", new byte[0]);
    }

    /** Reads a head, and leaves the rest. */
    private static String head(InputStream in) throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            int next = in.read();
            assertThat(next).isNotNegative();
            head.append((char) next);
        }
        return head.toString();
    }

    @Test
    void largeFilesComeAndGoWithTheSameBytesAndLittleMemory() throws Exception {
        int megabytes = 64;
        byte[] piece = random(MEGABYTE);
        CRC32 sent = new CRC32();
        System.gc();
        long before = used();
        try (Socket socket = app.socket(
                "PUT " + file(VOLUME + "/large") + " HTTP/1.1\r\nConnection: close\r\nContent-Length: "
                        + (long) megabytes * MEGABYTE,
                new byte[0])) {
            for (int i = 0; i < megabytes; i++) {
                piece[0] = (byte) i;
                socket.getOutputStream().write(piece);
                sent.update(piece);
            }
            assertThat(head(socket.getInputStream())).startsWith("HTTP/1.1 204");
        }
        CRC32 received = new CRC32();
        try (Socket socket = ask(VOLUME + "/large")) {
            InputStream in = socket.getInputStream();
            assertThat(head(in)).startsWith("HTTP/1.1 200");
            for (int i = 0; i < megabytes; i++) {
                assertThat(in.readNBytes(piece, 0, MEGABYTE)).isEqualTo(MEGABYTE);
                received.update(piece);
            }
            assertThat(in.read()).isEqualTo(-1);
        }
        System.gc();
        assertThat(received.getValue()).isEqualTo(sent.getValue());
        assertThat(used() - before).isLessThan(16L * MEGABYTE);
    }

    private static long used() {
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }

    @Test
    void clientsThatDoNotReadHoldNobodyUp() throws Exception {
        byte[] content = random(10 * MEGABYTE);
        Files.write(folder.resolve("ten"), content);
        List<Socket> stalled = new ArrayList<>();
        try {
            for (int i = 0; i < 200; i++) {
                Socket socket = ask(VOLUME + "/ten");
                assertThat(head(socket.getInputStream())).startsWith("HTTP/1.1 200");
                stalled.add(socket);
            }
            for (int i = 0; i < 3; i++) {
                assertThat(app.send("GET", file(VOLUME + "/ten")).body()).isEqualTo(content);
            }
            for (int i = 0; i < 200; i += 40) {
                assertThat(Arrays.equals(stalled.get(i).getInputStream().readNBytes(content.length), content))
                        .isTrue();
            }
        } finally {
            for (Socket socket : stalled) {
                socket.close();
            }
        }
    }

    @Test
    void whatIsReplacedOrDeletedMeanwhileIsSentAsItWas() throws Exception {
        byte[] content = random(20 * MEGABYTE);
        for (String change : List.of("PUT", "DELETE")) {
            Files.write(folder.resolve("was"), content);
            try (Socket socket = ask(VOLUME + "/was")) {
                head(socket.getInputStream());
                assertThat(app.status(change, file(VOLUME + "/was"))).isEqualTo(204);
                assertThat(Arrays.equals(socket.getInputStream().readAllBytes(), content))
                        .isTrue();
            }
        }
    }

    @Test
    void aFileThatIsShortenedMeanwhileDoesNotLookWhole() throws Exception {
        Files.write(folder.resolve("shortened"), random(20 * MEGABYTE));
        try (Socket socket = ask(VOLUME + "/shortened")) {
            assertThat(head(socket.getInputStream())).contains("Content-Length: " + 20 * MEGABYTE);
            Files.write(folder.resolve("shortened"), new byte[1]);
            int received = 0;
            try {
                received = socket.getInputStream().readAllBytes().length;
            } catch (IOException e) {
                // As good: the connection is reset.
            }
            assertThat(received).isLessThan(20 * MEGABYTE);
        }
    }

    @Test
    void aCutDownloadBreaksOff() throws Exception {
        byte[] content = random(3 * MEGABYTE);
        Files.write(folder.resolve("broken"), content);
        fault("\"kind\":\"cut\",\"after_bytes\":2000000");
        try (Socket socket = ask(VOLUME + "/broken")) {
            assertThat(head(socket.getInputStream())).contains("Content-Length: " + content.length);
            assertThat(socket.getInputStream().readAllBytes()).isEqualTo(Arrays.copyOf(content, 2_000_000));
        }
        fault("\"kind\":\"cut\"");
        assertThatThrownBy(() -> app.send("GET", file(VOLUME + "/broken"))).isInstanceOf(IOException.class);
        assertThat(app.send("GET", file(VOLUME + "/broken")).body()).isEqualTo(content);
    }

    @Test
    void aWrongLengthIsPromised() throws Exception {
        byte[] content = random(3 * MEGABYTE);
        Files.write(folder.resolve("wrong"), content);
        fault("\"kind\":\"wrong_length\",\"by\":1");
        assertThatThrownBy(() -> app.send("GET", file(VOLUME + "/wrong"))).isInstanceOf(IOException.class);
        fault("\"kind\":\"wrong_length\",\"by\":-1000000");
        assertThat(app.send("GET", file(VOLUME + "/wrong")).body())
                .isEqualTo(Arrays.copyOf(content, content.length - 1_000_000));
    }

    @Test
    void aSlowDownloadIsWholeInTheEnd() throws Exception {
        byte[] content = random(200_000);
        Files.write(folder.resolve("slow"), content);
        fault("\"kind\":\"slow\",\"bytes_per_second\":100000");
        try (Socket socket = ask(VOLUME + "/slow")) {
            InputStream in = socket.getInputStream();
            head(in);
            byte[] received = new byte[content.length];
            int count = 0;
            while (count < received.length) {
                Await.until(() -> {
                    DELAYS.pass(Duration.ofSeconds(1));
                    return in.available() > 0;
                });
                count += in.read(received, count, received.length - count);
            }
            assertThat(received).isEqualTo(content);
            assertThat(in.read()).isEqualTo(-1);
        }
    }

    @Test
    void errorsOnRequestAreAnsweredAsTheApiDoes() throws Exception {
        for (int status : new int[] {403, 404, 409, 429, 503}) {
            fault("\"kind\":\"status\",\"status\":" + status);
            var response = app.send("GET", file(VOLUME + "/README.md"));
            assertThat(response.statusCode()).isEqualTo(status);
            assertThat(new String(response.body(), StandardCharsets.UTF_8)).contains("error_code");
        }
    }
}
