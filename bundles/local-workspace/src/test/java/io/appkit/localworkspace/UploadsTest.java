package io.appkit.localworkspace;

import static io.appkit.localworkspace.FilesClient.directory;
import static io.appkit.localworkspace.FilesClient.file;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Uploads are visible as a whole or not at all. */
class UploadsTest extends AtVolumes {

    private static final String FAULTS = "/api/2.0/appkit-local/faults";

    @AfterEach
    void clearFaults() throws Exception {
        app.status("DELETE", FAULTS);
    }

    private static void fault(String fields) throws Exception {
        HttpResponse<byte[]> response = app.send(
                "POST",
                FAULTS,
                BodyPublishers.ofString("{\"method\":\"PUT\",\"path\":\"/api/2.0/fs/files/*\"," + fields + "}"),
                "Content-Type",
                "application/json");
        assertThat(response.statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Content-Length: 1000\r\n\r\nonly this",
                "Transfer-Encoding: chunked\r\n\r\n5\r\nfirst\r\n",
                "Transfer-Encoding: chunked\r\n\r\n5\r\nfirst\r\n6\r\nsec",
                "Transfer-Encoding: chunked\r\n\r\n5\r\nfirst\r\nzz\r\n"
            })
    void aCutUploadChangesNothing(String rest) throws Exception {
        app.put(VOLUME + "/cut/old", "old");
        List<String> before = inside(folder).toList();
        for (String name : List.of("old", "new", "new/directory/new")) {
            String framing = rest.substring(0, rest.indexOf("\r\n\r\n"));
            byte[] body = rest.substring(framing.length() + 4).getBytes(StandardCharsets.US_ASCII);
            String head = "PUT " + file(VOLUME + "/cut/" + name) + " HTTP/1.1\r\n" + framing;
            try (Socket socket = app.socket(head, body)) {
                Await.until(() -> rest.contains("zz") || unfinished().size() == 1);
                socket.shutdownOutput();
                String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
                assertThat(answer).doesNotStartWith("HTTP/1.1 2");
            }
            Await.until(() -> unfinished().isEmpty());
        }
        assertThat(app.get(VOLUME + "/cut/old")).isEqualTo("old");
        assertThat(inside(folder)).containsExactlyElementsOf(before);
    }

    @Test
    void aConnectionThatIsResetLeavesNothing() throws Exception {
        Socket socket =
                app.socket("PUT " + file(VOLUME + "/reset") + " HTTP/1.1\r\nContent-Length: 100000", new byte[50_000]);
        Await.until(() -> unfinished().size() == 1);
        socket.setSoLinger(true, 0);
        socket.close();
        Await.until(() -> unfinished().isEmpty());
        assertThat(app.get(VOLUME + "/reset")).isNull();
    }

    @Test
    void anUploadShowsOnlyWhenItIsWhole() throws Exception {
        app.put(VOLUME + "/whole/old", "old");
        try (Socket socket = app.socket(
                "PUT " + file(VOLUME + "/whole/old") + " HTTP/1.1\r\nTransfer-Encoding: chunked",
                "3\r\nnew\r\n".getBytes(StandardCharsets.US_ASCII))) {
            Await.until(
                    () -> unfinished().size() == 1 && Files.size(unfinished().get(0)) == 3);
            assertThat(app.get(VOLUME + "/whole/old")).isEqualTo("old");
            assertThat(app.json("GET", directory(VOLUME + "/whole")).get("contents"))
                    .hasSize(1);
            socket.getOutputStream().write("0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            assertThat(statusLine(socket)).startsWith("HTTP/1.1 204");
        }
        assertThat(app.get(VOLUME + "/whole/old")).isEqualTo("new");
    }

    private static String statusLine(Socket socket) throws IOException {
        return new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII)).readLine();
    }

    @Test
    void whatAppearedMeanwhileIsNotReplacedAgainstTheWish() throws Exception {
        try (Socket socket = app.socket(
                "PUT " + file(VOLUME + "/race") + "?overwrite=false HTTP/1.1\r\nContent-Length: 6",
                "aaa".getBytes(StandardCharsets.US_ASCII))) {
            Await.until(() -> unfinished().size() == 1);
            assertThat(app.put(VOLUME + "/race", "first")).isEqualTo(204);
            socket.getOutputStream().write("bbb".getBytes(StandardCharsets.US_ASCII));
            assertThat(statusLine(socket)).startsWith("HTTP/1.1 409");
        }
        assertThat(app.get(VOLUME + "/race")).isEqualTo("first");
    }

    @ParameterizedTest
    @CsvSource({
        "/Volumes/main/default/files, 400",
        "/Volumes/main/default/files/sub/, 400",
        "/Volumes/main/default/files/notes, 409",
        "/Volumes/main/default/files/README.md?overwrite=false, 409",
        "/Volumes/main/default/missing/x, 404"
    })
    void aRefusalComesBeforeTheBodyAndReachesAClientThatSendsOn(String path, int status) throws Exception {
        try (Socket socket =
                app.socket("PUT /api/2.0/fs/files" + path + " HTTP/1.1\r\nContent-Length: 33554432", new byte[10])) {
            assertThat(statusLine(socket)).startsWith("HTTP/1.1 " + status);
            OutputStream out = socket.getOutputStream();
            byte[] piece = new byte[1 << 20];
            for (int i = 0; i < 31; i++) {
                out.write(piece);
            }
            out.write(piece, 0, piece.length - 10);
        }
        assertThat(unfinished()).isEmpty();
    }

    @Test
    void aClientThatSendsOnAndOnIsDisconnectedAfterAWhile() throws Exception {
        try (Socket socket = app.socket(
                "PUT " + file("/Volumes/main/default/missing/x") + " HTTP/1.1\r\nContent-Length: 33554432",
                new byte[10])) {
            Await.until(() -> DELAYS.pending(Duration.ofSeconds(5)));
            DELAYS.pass(Duration.ofSeconds(5));
            String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
            assertThat(answer).startsWith("HTTP/1.1 404").contains("Connection: close", "FILES_API_VOLUME_NOT_FOUND");
        }
    }

    @Test
    void aClientThatAsksFirstNeedNotSend() throws Exception {
        String expect = " HTTP/1.1\r\nExpect: 100-continue\r\nContent-Length: 3";
        try (Socket socket = app.socket("PUT " + file("/Volumes/main/default/missing/x") + expect, new byte[0])) {
            assertThat(statusLine(socket)).startsWith("HTTP/1.1 404");
        }
        try (Socket socket = app.socket("PUT " + file(VOLUME + "/asked") + expect, new byte[0])) {
            assertThat(statusLine(socket)).startsWith("HTTP/1.1 100");
        }
    }

    @Test
    void aFullDiskIsToldAndLeavesNothing() throws Exception {
        app.put(VOLUME + "/full", "old");
        fault("\"kind\":\"disk_full\",\"after_bytes\":100000");
        assertThat(app.put(VOLUME + "/full", "small enough")).isEqualTo(204);
        HttpResponse<byte[]> response =
                app.send("PUT", file(VOLUME + "/full"), BodyPublishers.ofByteArray(new byte[5_000_000]));
        assertError(response, 500, "INTERNAL_ERROR", "");
        assertThat(app.get(VOLUME + "/full")).isEqualTo("small enough");
    }

    @ParameterizedTest
    @ValueSource(ints = {403, 404, 409, 429, 503})
    void errorsOnRequestComeBeforeTheBody(int status) throws Exception {
        fault("\"kind\":\"status\",\"status\":" + status);
        HttpResponse<byte[]> response =
                app.send("PUT", file(VOLUME + "/fault"), BodyPublishers.ofByteArray(new byte[5_000_000]));
        assertThat(response.statusCode()).isEqualTo(status);
        assertThat(app.get(VOLUME + "/fault")).isNull();
    }

    @Test
    void aSlowUploadHoldsTheClientBack() throws Exception {
        fault("\"kind\":\"slow_upload\",\"bytes_per_second\":1000000");
        byte[] body = new byte[3_000_000];
        CompletableFuture<Integer> status = CompletableFuture.supplyAsync(() -> {
            try {
                return app.send("PUT", file(VOLUME + "/slow"), BodyPublishers.ofByteArray(body))
                        .statusCode();
            } catch (Exception e) {
                throw new AssertionError(e);
            }
        });
        Await.until(() -> unfinished().size() == 1 && Files.size(unfinished().get(0)) > 0);
        assertThat(status).isNotDone();
        Await.until(() -> {
            DELAYS.pass(Duration.ofSeconds(1));
            return status.isDone();
        });
        assertThat(status.get()).isEqualTo(204);
        assertThat(Files.size(folder.resolve("slow"))).isEqualTo(body.length);
    }

    @Test
    void whatAKilledProcessLeftIsRemovedAtTheNextStart() throws Exception {
        Path volumes = Folders.fresh();
        start(volumes).close();
        Path leftover = Files.writeString(volumes.resolve(".unfinished/leftover"), "half");
        Files.createDirectory(volumes.resolve(".unfinished/samples"));
        Files.writeString(volumes.resolve(".unfinished/samples/half"), "half");
        Files.delete(volumes.resolve("main/default/files/README.md"));
        start(volumes).close();
        assertThat(leftover.getParent()).isEmptyDirectory();
        assertThat(volumes.resolve("main/default/files/README.md")).doesNotExist();
    }

    @Test
    void aStopEndsWhatIsUnderWay() throws Exception {
        Path volumes = Folders.fresh();
        LocalWorkspace other = start(volumes);
        FilesClient client = FilesClient.app(other);
        try (Socket socket =
                client.socket("PUT " + file(VOLUME + "/stopped") + " HTTP/1.1\r\nContent-Length: 100", new byte[50])) {
            Path unfinished = volumes.resolve(".unfinished");
            Await.until(() -> inside(unfinished).count() == 2);
            other.close();
            String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
            assertThat(answer).doesNotStartWith("HTTP/1.1 2");
            Await.until(() -> inside(unfinished).count() == 1);
        }
        assertThat(volumes.resolve("main/default/files/stopped")).doesNotExist();
    }
}
