package io.appkit.itests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.appkit.api.files.FilePolicy;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The volumes of the local workspace, as pages reach them. */
class FilesIT {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int JSON_BYTES = 20 << 20;

    private static Distribution distribution;
    private static Server server;
    private static WorkspaceFaults faults;
    private static VolumeClient files;
    private static VolumeClient noor;

    @BeforeAll
    static void start() throws Exception {
        int port = Distribution.freePort();
        distribution = Distribution.unpack()
                .configure("appkit.local.cfg", "port = " + port, "faults = true")
                .configure("appkit.files.volume-files.cfg", "policy = allowAll")
                .configure("appkit.files.volume-reports.cfg", "policy = allowAll", "auth = on-behalf-of-user")
                .configure(
                        "appkit.files.volume-small.cfg",
                        "path = /Volumes/main/default/files",
                        "policy = allowAll",
                        "maxUploadSize = 1mb",
                        "maxReadSize = 1kb")
                .configure(
                        "appkit.files.volume-shop.cfg", "path = /Volumes/main/default/files", "policy = closing-time");
        server = distribution.start().awaitReady();
        faults = new WorkspaceFaults(port);
        files = new VolumeClient(server, "files", signedIn(Visitor.INES));
        noor = new VolumeClient(server, "files", signedIn(Visitor.NOOR));
    }

    private static Map<String, String> signedIn(String user) throws IOException, InterruptedException {
        return Map.of(
                "Cookie", Visitor.signIn(URI.create(server.address("/")), user).cookie());
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a\"b#?%é.txt",
                "100 % sure?.txt",
                "ünïcode 文件.txt",
                "it's & <b>bold</b>.txt",
                "a+b c;d=e.txt",
                "%2e%2e.txt",
                "dot..txt",
                " spaces .txt",
                "\u202Etxt.txt",
                "deep/down %23/here.txt"
            })
    void namesOfAnyKindReachTheRightFile(String name) throws Exception {
        if (name.contains("/")) {
            assertThat(files.createDirectory(name.substring(0, name.lastIndexOf('/')))
                            .statusCode())
                    .isEqualTo(200);
        }
        assertThat(files.upload(name, "content of " + name).body()).isEqualTo("{\"success\":true}");
        assertThat(files.get("download", name).body()).isEqualTo("content of " + name);
        assertThat(files.get("read", name).body()).isEqualTo("content of " + name);
        assertThat(files.get("metadata", name).body()).contains("\"contentType\":\"text/plain\"");
        assertThat(names(files, name.contains("/") ? name.substring(0, name.lastIndexOf('/')) : ""))
                .contains(name.substring(name.lastIndexOf('/') + 1));
        assertThat(files.delete(name).statusCode()).isEqualTo(200);
        assertThat(files.get("exists", name).body()).isEqualTo("{\"exists\":false}");
    }

    @ParameterizedTest
    @CsvSource({
        "Content-Type, application/json",
        "Content-Type, application/x-www-form-urlencoded",
        "Content-Encoding, gzip"
    })
    void bytesArriveAsTheyAre(String header, String value) throws Exception {
        byte[] sent = new byte[JSON_BYTES];
        new Random(7).nextBytes(sent);
        String file = "bytes-" + value.hashCode() + ".json";
        assertThat(files.upload(file, BodyPublishers.ofByteArray(sent), header, value)
                        .statusCode())
                .isEqualTo(200);
        assertThat(Arrays.equals(files.bytes("download", file).body(), sent)).isTrue();
    }

    @Test
    void aWriteIsSeenAtOnce() throws Exception {
        assertThat(names(files, "")).doesNotContain("news.txt");
        files.upload("news.txt", "first");
        assertThat(names(files, "")).contains("news.txt");
        assertThat(files.get("preview", "news.txt").body()).contains("\"textPreview\":\"first\"");
        files.upload("news.txt", "second");
        assertThat(files.get("preview", "news.txt").body()).contains("\"textPreview\":\"second\"");
        files.delete("news.txt");
        assertThat(names(files, "")).doesNotContain("news.txt");
        assertThat(files.get("preview", "news.txt").statusCode()).isEqualTo(404);
    }

    @Test
    void directoriesAreMadeAndDeletedOnceTheyAreEmpty() throws Exception {
        assertThat(files.createDirectory("one/two").statusCode()).isEqualTo(200);
        assertThat(files.get("exists", "one/two").body()).isEqualTo("{\"exists\":true}");
        files.upload("one/two/three.txt", "3");
        HttpResponse<String> refused = files.delete("one/two");
        assertThat(refused.statusCode()).isEqualTo(409);
        assertThat(refused.body()).isEqualTo("{\"error\":\"Conflict\",\"plugin\":\"files\"}");
        files.delete("one/two/three.txt");
        assertThat(files.delete("one/two").statusCode()).isEqualTo(200);
        assertThat(files.delete("one").statusCode()).isEqualTo(200);
    }

    @Test
    void filesAndDirectoriesAreNotTakenForEachOther() throws Exception {
        files.createDirectory("folder");
        files.upload("file.txt", "x");
        for (String action : List.of("read", "download", "raw", "metadata", "preview")) {
            assertThat(files.get(action, "folder").statusCode()).as(action).isEqualTo(404);
        }
        HttpResponse<String> list = files.get("list", "file.txt");
        assertThat(list.statusCode()).isEqualTo(404);
        assertThat(list.body()).isEqualTo("{\"error\":\"Not Found\",\"plugin\":\"files\"}");
        assertThat(files.upload("folder", "x").statusCode()).isEqualTo(409);
        assertThat(files.upload("file.txt/below.txt", "x").statusCode()).isEqualTo(409);
        assertThat(files.delete("folder").statusCode()).isEqualTo(200);
    }

    @Test
    void aFileThatIsThereIsKeptIfAskedFor() throws Exception {
        files.upload("kept.txt", "old");
        String target = files.target("upload", "kept.txt") + "&overwrite=false";
        HttpResponse<String> answer = server.calledBy(files.identity()).post(target, "new");
        assertThat(answer.statusCode()).isEqualTo(409);
        assertThat(files.get("read", "kept.txt").body()).isEqualTo("old");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/Volumes/main/finance/reports/summary.csv",
                "/Volumes/main/default/filesystem",
                "../reports",
                "..\\reports",
                "a/../../reports",
                "/etc/passwd",
                "line\nbreak.txt"
            })
    void whatLiesOutsideIsRefused(String path) throws Exception {
        for (String action : List.of("list", "read", "download", "raw", "exists", "metadata", "preview")) {
            HttpResponse<String> answer = files.get(action, path);
            assertThat(answer.statusCode()).as(action).isEqualTo(400);
            assertThat(answer.body())
                    .as(action)
                    .endsWith(",\"plugin\":\"files\"}")
                    .doesNotContain("/Volumes");
        }
        assertThat(files.upload(path, "x").statusCode()).isEqualTo(400);
        assertThat(files.delete(path).statusCode()).isEqualTo(400);
    }

    @Test
    void scriptsAreHandedOverAndNeverRun() throws Exception {
        for (String file : List.of("page.html", "picture.svg")) {
            files.upload(file, BodyPublishers.ofString("<script>alert(1)</script>"), "Content-Type", "image/png");
            HttpResponse<String> answer = files.get("raw", file);
            assertThat(answer.headers().firstValue("Content-Disposition"))
                    .hasValue("attachment; filename=\"" + file + "\"");
            assertThat(answer.headers().firstValue("X-Content-Type-Options")).hasValue("nosniff");
            assertThat(answer.headers().firstValue("Content-Security-Policy")).hasValue("sandbox");
        }
        files.upload("dot.png", "not really");
        assertThat(files.get("raw", "dot.png").headers().firstValue("Content-Disposition"))
                .isEmpty();
    }

    @Test
    void aPartCanBeAskedFor() throws Exception {
        files.upload("letters.txt", "abcdefghij");
        HttpResponse<String> part = files.get("raw", "letters.txt", "Range", "bytes=2-4");
        assertThat(part.statusCode()).isEqualTo(206);
        assertThat(part.body()).isEqualTo("cde");
        assertThat(part.headers().firstValue("Content-Range")).hasValue("bytes 2-4/10");
        HttpResponse<String> behind = files.get("download", "letters.txt", "Range", "bytes=10-");
        assertThat(behind.statusCode()).isEqualTo(416);
        assertThat(behind.headers().firstValue("Content-Range")).hasValue("bytes */10");
    }

    @Test
    void nothingLargerThanAllowedGetsIn() throws Exception {
        VolumeClient small = files.volume("small");
        byte[] large = new byte[(1 << 20) + 1];
        assertThat(small.upload("large.bin", BodyPublishers.ofByteArray(large)).body())
                .isEqualTo("{\"error\":\"File size (1048577 bytes) exceeds maximum allowed size (1048576 bytes).\","
                        + "\"plugin\":\"files\"}");
        HttpResponse<String> chunked =
                small.upload("large.bin", BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(large)));
        assertThat(chunked.statusCode()).isEqualTo(413);
        assertThat(names(files, "")).doesNotContain("large.bin");
        small.upload("page.txt", "x".repeat(1025));
        assertThat(small.get("read", "page.txt").body())
                .isEqualTo("{\"error\":\"File exceeds maxReadSize (1024 bytes). Use /download for large files.\","
                        + "\"plugin\":\"files\"}");
    }

    @Test
    void aBrokenUploadLeavesWhatWasThere() throws Exception {
        files.upload("careful.txt", "as it was");
        for (String length : List.of("Content-Length: 1000000", "Transfer-Encoding: chunked")) {
            for (String file : List.of("careful.txt", "never.txt")) {
                try (Socket socket = new Socket("127.0.0.1", server.port())) {
                    OutputStream out = socket.getOutputStream();
                    out.write(("POST " + files.target("upload", file) + " HTTP/1.1\r\nHost: 127.0.0.1:" + server.port()
                                    + "\r\nCookie: " + files.identity().get("Cookie") + "\r\n" + length
                                    + "\r\n\r\n5\r\nhello\r\n")
                            .getBytes(StandardCharsets.UTF_8));
                    out.flush();
                }
            }
        }
        assertThat(files.get("read", "careful.txt").body()).isEqualTo("as it was");
        assertThat(names(files, "")).doesNotContain("never.txt");
    }

    @ParameterizedTest
    @ValueSource(strings = {"cut", "wrong_length"})
    void aBrokenDownloadDoesNotLookWhole(String kind) throws Exception {
        files.upload("long.txt", "x".repeat(1 << 20));
        ObjectNode fault = JSON.createObjectNode().put("kind", kind);
        if (kind.equals("wrong_length")) {
            fault.put("by", 1000);
        }
        try (var cut = faults.add(fault, "GET /api/2.0/fs/files*", "")) {
            assertThatThrownBy(() -> files.bytes("download", "long.txt")).isInstanceOf(IOException.class);
            assertThat(cut.hits()).isPositive();
        }
        assertThat(files.bytes("download", "long.txt").body()).hasSize(1 << 20);
    }

    @ParameterizedTest
    @CsvSource({
        "403, Forbidden",
        "404, Not Found",
        "409, Conflict",
        "429, Too Many Requests",
        "503, Service Unavailable",
        "507, Insufficient Storage"
    })
    void whatTheWorkspaceSaysIsPassedOnWithoutItsText(int status, String reason) throws Exception {
        ObjectNode fault = JSON.createObjectNode()
                .put("kind", "status")
                .put("status", status)
                .put("error_code", "SECRET_CODE")
                .put("message", "secret text");
        try (var failing = faults.add(fault, "* /api/2.0/fs/files*", "")) {
            HttpResponse<String> answer = files.upload("failing.txt", "x");
            assertThat(answer.statusCode()).isEqualTo(status);
            assertThat(answer.body()).isEqualTo("{\"error\":\"" + reason + "\",\"plugin\":\"files\"}");
            assertThat(failing.hits()).isEqualTo(1);
        }
    }

    @Test
    void aFullDiskLeavesWhatWasThere() throws Exception {
        files.upload("disk.txt", "as it was");
        ObjectNode fault = JSON.createObjectNode().put("kind", "disk_full").put("after_bytes", 1000);
        try (var full = faults.add(fault, "PUT /api/2.0/fs/files*", "")) {
            HttpResponse<String> answer = files.upload("disk.txt", "x".repeat(5000));
            assertThat(answer.statusCode()).isEqualTo(500);
            assertThat(answer.body()).isEqualTo("{\"error\":\"Internal Server Error\",\"plugin\":\"files\"}");
            assertThat(full.hits()).isEqualTo(1);
        }
        assertThat(files.get("read", "disk.txt").body()).isEqualTo("as it was");
    }

    @Test
    void everyoneSeesAVolumeWithTheirOwnRights() throws Exception {
        VolumeClient reports = files.volume("reports");
        for (int i = 0; i < 20; i++) {
            assertThat(names(reports, "")).isNotEmpty();
            HttpResponse<String> denied = noor.volume("reports").get("list", "");
            assertThat(denied.statusCode()).isEqualTo(403);
            assertThat(denied.body()).isEqualTo("{\"error\":\"Forbidden\",\"plugin\":\"files\"}");
        }
    }

    @Test
    void aPolicyFromTheDeployFolderCountsAtOnceAndWithoutItNothingIsAllowed() throws Exception {
        VolumeClient shop = files.volume("shop");
        HttpResponse<String> without = shop.get("list", "");
        assertThat(without.statusCode()).isEqualTo(503);
        assertThat(without.body()).isEqualTo("{\"error\":\"Policy unavailable\",\"plugin\":\"files\"}");
        Path jar = distribution.home().resolve("deploy/closing-time.jar");
        ComponentBundle.write(
                jar, ClosingTime.class, FilePolicy.class, Map.of(FilePolicy.NAME, "closing-time"), Map.of(), Map.of());
        server.await("the policy", () -> status(shop) == 200);
        assertThat(shop.get("read", "any.txt").body())
                .isEqualTo("{\"error\":\"Policy denied \\\"read\\\" on volume \\\"shop\\\"\",\"plugin\":\"files\"}");
        Files.delete(jar);
        server.await("the absence of the policy", () -> status(shop) == 503);
    }

    private static int status(VolumeClient volume) {
        try {
            return volume.get("list", "").statusCode();
        } catch (IOException e) {
            return -1;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<String> names(VolumeClient volume, String directory) throws Exception {
        HttpResponse<String> answer = volume.get("list", directory);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return JSON.readTree(answer.body()).findValuesAsText("name");
    }
}
