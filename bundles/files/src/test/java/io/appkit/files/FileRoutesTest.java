package io.appkit.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.appkit.api.config.ConfigurationException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FileRoutesTest {

    private static final String FILES = "/api/2.0/fs/files" + TestApp.ROOT;
    private static final String DIRECTORIES = "/api/2.0/fs/directories" + TestApp.ROOT;

    private final TestApp app = new TestApp();

    @Test
    void tellsTheVolumes() throws Exception {
        app.names.put("DATABRICKS_VOLUME_EXPORTS", "/Volumes/a/b/c");
        Browser browser = app.start().ask("volumes", "", new Browser());
        assertThat(browser.text()).isEqualTo("{\"volumes\":[\"exports\",\"up\"]}");
        assertThat(app.plugin.clientConfig()).isEqualTo(Map.of("volumes", List.of("exports", "up")));
    }

    @Test
    void concatenatesAllPagesAndLeavesEntriesAsTheyAre() throws Exception {
        page(
                "",
                "{\"contents\":[{\"name\":\"a\",\"is_directory\":true,\"new\":{\"x\":1}}],\"next_page_token\":\"t/1\"}");
        page("&page_token=t%2F1", "{\"contents\":[{\"name\":\"b\",\"file_size\":1}]}");

        Browser browser = app.start().ask("list", "up", new Browser());

        assertThat(browser.text())
                .isEqualTo(
                        "[{\"name\":\"a\",\"is_directory\":true,\"new\":{\"x\":1}},{\"name\":\"b\",\"file_size\":1}]");
        assertThat(browser.headers).doesNotContainKey("X-Appkit-Truncated");
    }

    @Test
    void stopsAtARepeatedPageToken() throws Exception {
        page("", "{\"contents\":[{\"name\":\"a\"}],\"next_page_token\":\"t\"}");
        page("&page_token=t", "{\"contents\":[{\"name\":\"b\"}],\"next_page_token\":\"t\"}");

        assertThat(app.start().get("list", "/").text()).isEqualTo("[{\"name\":\"a\"},{\"name\":\"b\"}]");
    }

    @Test
    void capsLists() throws Exception {
        app.general = TestApp.general(2, false, List.of());
        app.workspace.answer(
                "GET " + DIRECTORIES + "?page_size=2",
                json("{\"contents\":[{\"name\":\"a\"},{\"name\":\"b\"}],\"next_page_token\":\"t\"}"));

        Browser browser = app.start().get("list", ".");

        assertThat(browser.answer()).hasSize(2);
        assertThat(browser.headers).containsEntry("X-Appkit-Truncated", "true");
    }

    @Test
    void anEmptyDirectoryIsAnEmptyList() throws Exception {
        page("", "{}");
        assertThat(app.start().get("list", "").text()).isEqualTo("[]");
    }

    @Test
    void metadataIsNumberTypeAndIsoTime() throws Exception {
        app.workspace.file(TestApp.ROOT + "/a.csv", "1,2").file(TestApp.ROOT + "/b", "x");
        app.start();
        assertThat(app.get("metadata", "a.csv").text())
                .isEqualTo(
                        "{\"contentLength\":3,\"contentType\":\"text/csv\",\"lastModified\":\"2026-11-22T10:00:00Z\"}");
        assertThat(app.get("metadata", "b").answer().path("contentType").asText())
                .isEqualTo("upstream/type");
    }

    @Test
    void metadataOmitsWhatIsNotKnown() throws Exception {
        app.workspace.answer("HEAD " + FILES + "/a", CompletableFuture.completedStage(Map.of("last-modified", "?")));
        assertThat(app.start().get("metadata", "a").text()).isEqualTo("{\"contentType\":\"application/octet-stream\"}");
    }

    @ParameterizedTest
    @CsvSource({
        "a.txt, true, false, true",
        "a.svg, true, false, true",
        "a.json, true, false, true",
        "a.png, false, true, false",
        "a.pdf, false, false, false",
        "a.yaml, true, false, true",
        "a.sql, true, false, true",
        "a.parquet, false, false, false"
    })
    void previewsByType(String name, boolean text, boolean image, boolean shown) throws Exception {
        app.workspace.file(TestApp.ROOT + "/" + name, "content");
        var preview = app.start().get("preview", name).answer();
        assertThat(preview.path("isText").booleanValue()).isEqualTo(text);
        assertThat(preview.path("isImage").booleanValue()).isEqualTo(image);
        assertThat(preview.has("textPreview")).isTrue();
        assertThat(preview.path("textPreview").isNull()).isEqualTo(!shown);
    }

    @Test
    void previewsTheFirstCharactersAndSplitsNone() throws Exception {
        app.workspace.file(TestApp.ROOT + "/a.txt", "x".repeat(1023) + "\uD83D\uDE00" + "y".repeat(9000));
        app.workspace.file(TestApp.ROOT + "/b.txt", "é".repeat(5000));
        app.start();
        assertThat(app.get("preview", "a.txt").answer().path("textPreview").asText())
                .isEqualTo("x".repeat(1023));
        assertThat(app.calls())
                .containsExactly("app HEAD " + FILES + "/a.txt", "app GET " + FILES + "/a.txt bytes=0-8191");
        app.workspace.rangesIgnored = true;
        assertThat(app.get("preview", "b.txt").answer().path("textPreview").asText())
                .isEqualTo("é".repeat(1024));
    }

    @Test
    void previewsAnEmptyFile() throws Exception {
        app.workspace.lengthsKnown = false;
        app.workspace.file(TestApp.ROOT + "/a.txt", "");
        assertThat(app.start()
                        .get("preview", "a.txt")
                        .answer()
                        .path("textPreview")
                        .asText("null"))
                .isEmpty();
    }

    @Test
    void filesAndDirectoriesExist() throws Exception {
        app.workspace.file(TestApp.ROOT + "/a", "x").directories.add(TestApp.ROOT + "/d");
        app.workspace.directories.add(TestApp.ROOT);
        app.start();
        assertThat(app.get("exists", "a").text()).isEqualTo("{\"exists\":true}");
        assertThat(app.get("exists", "d").text()).isEqualTo("{\"exists\":true}");
        assertThat(app.get("exists", "/").text()).isEqualTo("{\"exists\":true}");
        assertThat(app.get("exists", "no").text()).isEqualTo("{\"exists\":false}");
    }

    @Test
    void readsText() throws Exception {
        app.workspace.file(TestApp.ROOT + "/a.html", "<p>é");
        Browser browser = app.start().get("read", "a.html");
        assertThat(browser.text()).isEqualTo("<p>é");
        assertThat(browser.headers)
                .containsEntry("Content-Type", "text/plain; charset=utf-8")
                .containsEntry("Content-Length", "5");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void refusesToReadWhatIsTooLarge(boolean lengthKnown) throws Exception {
        app.volumes.put("up", TestApp.limits("1kb", "10b"));
        app.workspace.lengthsKnown = lengthKnown;
        app.workspace.file(TestApp.ROOT + "/a", "0123456789").file(TestApp.ROOT + "/b", "0123456789x");
        app.start();
        assertThat(app.get("read", "a").text()).isEqualTo("0123456789");
        Browser large = app.get("read", "b");
        assertThat(large.text())
                .isEqualTo("{\"error\":\"File exceeds maxReadSize (10 bytes). Use /download for large files.\","
                        + "\"plugin\":\"files\"}");
        assertThat(large.status).isEqualTo(413);
    }

    @Test
    void createsDirectories() throws Exception {
        app.volumes.put("up", TestApp.policy("allowAll"));
        Browser browser = new Browser();
        browser.json = Map.of("path", "a/b");
        assertThat(app.start().ask("mkdir", "up", browser).text()).isEqualTo("{\"success\":true}");
        assertThat(app.calls()).containsExactly("app PUT " + DIRECTORIES + "/a/b");
    }

    @Test
    void deletesFilesAndEmptyDirectories() throws Exception {
        app.volumes.put("up", TestApp.policy("allowAll"));
        app.workspace.file(TestApp.ROOT + "/a", "x").directories.add(TestApp.ROOT + "/d");
        app.workspace.fail("DELETE " + DIRECTORIES + "/full", 400);
        app.start();
        assertThat(app.get("delete", "a").text()).isEqualTo("{\"success\":true}");
        assertThat(app.calls()).containsExactly("app DELETE " + FILES + "/a");
        assertThat(app.get("delete", "d").text()).isEqualTo("{\"success\":true}");
        assertThat(app.get("delete", "no").status).isEqualTo(404);
        Browser full = app.get("delete", "full");
        assertThat(full.status).isEqualTo(409);
        assertThat(full.text()).isEqualTo("{\"error\":\"Conflict\",\"plugin\":\"files\"}");
    }

    @ParameterizedTest
    @CsvSource({"400", "401", "403", "404", "409", "429", "500", "503"})
    void tellsErrorsOfTheWorkspaceByTheirStatus(int status) throws Exception {
        app.workspace.fail("HEAD " + FILES + "/a", status);
        Browser browser = app.start().get("metadata", "a");
        assertThat(browser.answer().path("plugin").asText()).isEqualTo("files");
        assertThat(browser.text()).doesNotContain("secret").doesNotContain("CODE");
        assertThat(browser.status).isEqualTo(status);
        assertThat(app.calls()).hasSize(status == 429 || status >= 500 ? 3 : 1);
    }

    @Test
    void tellsNothingOfOtherErrors() throws Exception {
        app.workspace.fail("HEAD " + FILES + "/a", 0);
        app.workspace.answer(
                "HEAD " + FILES + "/b", CompletableFuture.failedFuture(new IllegalStateException("secret")));
        app.start();
        for (String path : List.of("a", "b")) {
            Browser browser = app.get("metadata", path);
            assertThat(browser.text()).isEqualTo("{\"error\":\"Internal Server Error\",\"plugin\":\"files\"}");
            assertThat(browser.status).isEqualTo(500);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"__proto__", "constructor", "UP", "", "../up", "<b>up</b>", "volumes", "up "})
    void knowsNoOtherVolume(String key) throws Exception {
        Browser browser =
                app.start().ask("list", key, new Browser().query("path", "..").query("path", "x"));
        assertThat(browser.status).isEqualTo(404);
        assertThat(browser.answer().path("error").asText())
                .isEqualTo("Unknown volume \"" + key.replaceAll("[^A-Za-z0-9_-]", "") + "\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"list", "read", "download", "raw", "exists", "metadata", "preview", "upload", "delete"})
    void takesOnePathOnly(String route) throws Exception {
        app.start();
        Browser twice = app.ask(route, "up", new Browser().query("path", "a").query("path", "b"));
        Browser nested = app.ask(route, "up", new Browser().query("path[x]", "1"));
        for (Browser browser : List.of(twice, nested)) {
            assertThat(browser.status).isEqualTo(400);
            assertThat(browser.text())
                    .isEqualTo("{\"error\":\"path query parameter must be a single string\",\"plugin\":\"files\"}");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"read", "download", "raw", "exists", "metadata", "preview", "upload", "delete", "mkdir"})
    void needsAPath(String route) throws Exception {
        app.start();
        for (Browser browser :
                List.of(app.ask(route, "up", new Browser()), app.ask(route, "up", new Browser().query("path", "")))) {
            assertThat(browser.status).isEqualTo(400);
            assertThat(browser.text()).isEqualTo("{\"error\":\"path is required\",\"plugin\":\"files\"}");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", ".", "./", "//", TestApp.ROOT, TestApp.ROOT + "/"})
    void neverWritesTheRoot(String root) throws Exception {
        app.volumes.put("up", TestApp.policy("allowAll"));
        app.start();
        Browser mkdir = new Browser();
        mkdir.json = Map.of("path", root);
        for (Browser browser :
                List.of(app.get("upload", root), app.get("delete", root), app.ask("mkdir", "up", mkdir))) {
            assertThat(browser.status).isEqualTo(400);
        }
        assertThat(app.calls()).isEmpty();
    }

    @Test
    void aVolumeWithoutRootRefusesEverythingInDevelopment() throws Exception {
        app.names.clear();
        app.volumes.put("up", TestApp.policy("allowAll"));
        app.names.put("NODE_ENV", "development");
        assertThat(app.start().get("list", "").status).isEqualTo(400);
    }

    @Test
    void aVolumeWithoutRootDoesNotStart() {
        app.names.clear();
        app.volumes.put("user-files", TestApp.policy("allowAll"));
        assertThatThrownBy(app::start)
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("etc/appkit.files.volume-user-files.cfg")
                .hasMessageContaining("DATABRICKS_VOLUME_USER_FILES");
    }

    private void page(String token, String json) {
        app.workspace.answer("GET " + DIRECTORIES + "?page_size=1000" + token, json(json));
    }

    private static CompletableFuture<byte[]> json(String text) {
        return CompletableFuture.completedFuture(text.getBytes(StandardCharsets.UTF_8));
    }
}
