package io.appkit.localworkspace;

import static io.appkit.localworkspace.FilesClient.directory;
import static io.appkit.localworkspace.FilesClient.file;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The Files API as a program without an SDK sees it. */
class FilesTest extends AtVolumes {

    @Test
    void aFileComesAndGoes() throws Exception {
        HttpResponse<byte[]> put =
                app.send("PUT", file(VOLUME + "/go/a.txt"), BodyPublishers.ofString("one"), "Content-Type", "text/x");
        assertThat(put.statusCode()).isEqualTo(204);
        assertThat(put.body()).isEmpty();
        Files.setLastModifiedTime(folder.resolve("go/a.txt"), FileTime.from(Instant.parse("2026-11-22T10:00:00.7Z")));
        for (String method : List.of("GET", "HEAD")) {
            HttpResponse<byte[]> response = app.send(method, file(VOLUME + "/go/a.txt"));
            assertThat(response.statusCode()).isEqualTo(200);
            assertThat(response.headers().firstValue("content-length")).contains("3");
            assertThat(response.headers().firstValue("content-type")).contains("application/octet-stream");
            assertThat(response.headers().firstValue("last-modified")).contains("Sun, 22 Nov 2026 10:00:00 GMT");
            assertThat(response.headers().firstValue("x-databricks-org-id")).isPresent();
            assertThat(response.body()).hasSize(method.equals("GET") ? 3 : 0);
        }
        assertThat(app.status("DELETE", file(VOLUME + "/go/a.txt"))).isEqualTo(204);
        assertThat(app.status("GET", file(VOLUME + "/go/a.txt"))).isEqualTo(404);
        assertThat(app.status("DELETE", directory(VOLUME + "/go"))).isEqualTo(204);
    }

    @Test
    void anEmptyFileIsAFile() throws Exception {
        assertThat(app.put(VOLUME + "/empty", "")).isEqualTo(204);
        assertThat(app.get(VOLUME + "/empty")).isEmpty();
        assertThat(app.send("HEAD", file(VOLUME + "/empty")).headers().firstValue("content-length"))
                .contains("0");
        assertThat(app.send("GET", file(VOLUME + "/empty"), "Range", "bytes=0-10")
                        .statusCode())
                .isEqualTo(416);
    }

    @Test
    void anExistingFileIsReplacedUnlessThatIsForbidden() throws Exception {
        app.put(VOLUME + "/twice", "one");
        HttpResponse<byte[]> refused =
                app.send("PUT", file(VOLUME + "/twice") + "?overwrite=false", BodyPublishers.ofString("two"));
        assertError(refused, 409, "ALREADY_EXISTS", "FILES_API_FILE_ALREADY_EXISTS");
        assertThat(app.get(VOLUME + "/twice")).isEqualTo("one");
        assertThat(app.put(VOLUME + "/twice", "two")).isEqualTo(204);
        assertThat(app.get(VOLUME + "/twice")).isEqualTo("two");
        assertThat(app.status("PUT", file(VOLUME + "/new") + "?overwrite=false"))
                .isEqualTo(204);
        assertThat(app.status("PUT", file(VOLUME + "/new") + "?overwrite=maybe"))
                .isEqualTo(400);
    }

    @Test
    void uploadsMakeTheDirectoriesTheyNeed() throws Exception {
        assertThat(app.put(VOLUME + "/deep/er/and/deeper.txt", "x")).isEqualTo(204);
        assertThat(app.status("HEAD", directory(VOLUME + "/deep/er/and"))).isEqualTo(200);
    }

    @Test
    void filesAndDirectoriesDoNotReplaceEachOther() throws Exception {
        app.put(VOLUME + "/kinds/file", "x");
        assertError(
                app.send("PUT", file(VOLUME + "/kinds"), BodyPublishers.ofString("x")),
                409,
                "ALREADY_EXISTS",
                "FILES_API_PATH_IS_A_DIRECTORY");
        assertError(
                app.send("PUT", file(VOLUME + "/kinds/file/below"), BodyPublishers.ofString("x")),
                409,
                "ALREADY_EXISTS",
                "FILES_API_PATH_IS_A_FILE");
        for (String path : List.of("/kinds/file", "/kinds/file/below")) {
            assertError(app.send("PUT", directory(VOLUME + path)), 409, "ALREADY_EXISTS", "FILES_API_PATH_IS_A_FILE");
            assertError(
                    app.send("DELETE", directory(VOLUME + path)), 404, "NOT_FOUND", "FILES_API_DIRECTORY_IS_NOT_FOUND");
            assertError(
                    app.send("GET", directory(VOLUME + path)), 404, "NOT_FOUND", "FILES_API_DIRECTORY_IS_NOT_FOUND");
        }
        assertThat(app.status("HEAD", directory(VOLUME + "/kinds/file"))).isEqualTo(404);
        for (String method : List.of("GET", "DELETE")) {
            assertError(app.send(method, file(VOLUME + "/kinds")), 404, "NOT_FOUND", "FILES_API_FILE_NOT_FOUND");
        }
        assertThat(app.status("HEAD", file(VOLUME + "/kinds"))).isEqualTo(404);
    }

    @Test
    void directoriesAreMadeWithTheirParentsAndDeletedWhenEmpty() throws Exception {
        for (int i = 0; i < 2; i++) {
            assertThat(app.status("PUT", directory(VOLUME + "/d/e/f") + "/")).isEqualTo(204);
        }
        assertError(
                app.send("DELETE", directory(VOLUME + "/d")),
                400,
                "INVALID_PARAMETER_VALUE",
                "FILES_API_DIRECTORY_IS_NOT_EMPTY");
        assertThat(app.json("GET", directory(VOLUME + "/d/e/f")).get("contents"))
                .isEmpty();
        for (String path : List.of("/d/e/f", "/d/e", "/d")) {
            assertThat(app.status("DELETE", directory(VOLUME + path) + "/")).isEqualTo(204);
        }
        assertThat(app.status("HEAD", directory(VOLUME + "/d"))).isEqualTo(404);
        assertThat(app.status("PUT", directory(VOLUME))).isEqualTo(204);
        assertThat(app.status("DELETE", directory(VOLUME))).isEqualTo(400);
    }

    @Test
    void aDirectoryIsListedByName() throws Exception {
        app.put(VOLUME + "/list/b é.txt", "12345");
        app.put(VOLUME + "/list/a/inside", "x");
        Files.setLastModifiedTime(folder.resolve("list/b é.txt"), FileTime.fromMillis(1_763_800_000_123L));
        JsonNode contents = app.json("GET", directory(VOLUME + "/list")).get("contents");
        assertThat(contents)
                .hasToString("[{\"path\":\"/Volumes/main/default/files/list/a\",\"name\":\"a\",\"is_directory\":true},"
                        + "{\"path\":\"/Volumes/main/default/files/list/b é.txt\",\"name\":\"b é.txt\","
                        + "\"is_directory\":false,\"file_size\":5,\"last_modified\":1763800000123}]");
        assertThat(app.send("GET", directory(VOLUME + "/list") + "/").statusCode())
                .isEqualTo(200);
    }

    @Test
    void aLargeDirectoryComesInPages() throws Exception {
        Files.createDirectory(folder.resolve("many"));
        for (int i = 0; i < 2500; i++) {
            Files.createFile(folder.resolve("many/%04d".formatted(i)));
        }
        List<Integer> pages = new ArrayList<>();
        List<String> names = new ArrayList<>();
        String token = "";
        do {
            JsonNode page = app.json("GET", directory(VOLUME + "/many") + "?page_size=5000&page_token=" + token);
            pages.add(page.get("contents").size());
            page.get("contents").forEach(entry -> names.add(entry.get("name").asText()));
            token = page.path("next_page_token").asText();
        } while (!token.isEmpty());
        assertThat(pages).containsExactly(1000, 1000, 500);
        assertThat(names).hasSize(2500).isSorted().doesNotHaveDuplicates();
        assertThat(app.json("GET", directory(VOLUME + "/many") + "?page_size=7").get("contents"))
                .hasSize(7);
        for (String wrong : List.of("page_size=0", "page_size=-1", "page_size=x", "page_token=zzz", "page_token=%25")) {
            assertThat(app.status("GET", directory(VOLUME + "/many") + "?" + wrong))
                    .as(wrong)
                    .isEqualTo(400);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "bytes=0-0, 206, bytes 0-0/10, 0",
        "bytes=2-4, 206, bytes 2-4/10, 234",
        "bytes=7-, 206, bytes 7-9/10, 789",
        "bytes=7-99, 206, bytes 7-9/10, 789",
        "bytes=-3, 206, bytes 7-9/10, 789",
        "bytes=-99, 206, bytes 0-9/10, 0123456789",
        "bytes=10-, 416, bytes */10,",
        "bytes=-0, 416, bytes */10,",
        "bytes=4-2, 200, , 0123456789",
        "'bytes=0-1,3-4', 200, , 0123456789",
        "lines=0-1, 200, , 0123456789",
        "bytes=-, 200, , 0123456789",
        "bytes=99999999999999999999-, 200, , 0123456789"
    })
    void aPartOfAFileCanBeAskedFor(String range, int status, String contentRange, String content) throws Exception {
        app.put(VOLUME + "/ten", "0123456789");
        HttpResponse<byte[]> response = app.send("GET", file(VOLUME + "/ten"), "Range", range);
        assertThat(response.statusCode()).isEqualTo(status);
        assertThat(response.headers().firstValue("content-range").orElse(null)).isEqualTo(contentRange);
        if (content != null) {
            assertThat(response.body()).asString().isEqualTo(content);
        }
    }

    @Test
    void aFileThatChangedMeanwhileIsNotSent() throws Exception {
        app.put(VOLUME + "/changed", "x");
        Files.setLastModifiedTime(folder.resolve("changed"), FileTime.from(Instant.parse("2026-11-22T10:00:00.9Z")));
        for (String method : List.of("GET", "HEAD")) {
            for (Object[] expected : new Object[][] {
                {"Sun, 22 Nov 2026 10:00:00 GMT", 200}, {"Sun, 22 Nov 2026 09:59:59 GMT", 412}, {"yesterday", 200}
            }) {
                assertThat(app.send(method, file(VOLUME + "/changed"), "If-Unmodified-Since", (String) expected[0])
                                .statusCode())
                        .isEqualTo(expected[1]);
            }
        }
    }

    @Test
    void aVolumeThatIsNotThereIsNamed() throws Exception {
        for (String path : List.of("/Volumes/main/default/other/x", "/Volumes/x/default/files/x")) {
            for (String method : List.of("GET", "PUT", "DELETE")) {
                assertError(app.send(method, file(path)), 404, "NOT_FOUND", "FILES_API_VOLUME_NOT_FOUND");
            }
        }
        assertThat(app.json("GET", directory("/Volumes/main/default/other"))
                        .get("message")
                        .asText())
                .isEqualTo("Volume 'main.default.other' does not exist.");
    }

    @Test
    void otherMethodsAndOtherCallersAreRefused() throws Exception {
        assertThat(app.status("PATCH", file(VOLUME + "/x"))).isEqualTo(405);
        assertThat(app.status("POST", directory(VOLUME + "/x"))).isEqualTo(405);
        assertError(app.send("POST", file(VOLUME + "/x")), 400, "INVALID_PARAMETER_VALUE", "");
        assertError(
                app.send("POST", "/api/2.0/fs/create-download-url"),
                403,
                "PERMISSION_DENIED",
                "FILES_API_API_IS_NOT_ENABLED");
        assertThat(app.status("GET", "/api/2.0/fs/other")).isEqualTo(501);
        FilesClient nobody = new FilesClient(workspace, "none");
        assertThat(nobody.status("GET", file(VOLUME + "/README.md"))).isEqualTo(401);
        assertThat(nobody.status("GET", directory("/Volumes/x"))).isEqualTo(401);
    }
}
