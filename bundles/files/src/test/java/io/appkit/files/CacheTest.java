package io.appkit.files;

import static org.assertj.core.api.Assertions.assertThat;

import io.appkit.files.volume.VolumeSettings;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CacheTest {

    private static final String LIST = "GET /api/2.0/fs/directories" + TestApp.ROOT + "?page_size=1000";

    private final TestApp app = new TestApp();

    @ParameterizedTest
    @ValueSource(strings = {"list", "exists", "metadata", "preview"})
    void keepsWhatTheAppMaySee(String route) throws Exception {
        app.workspace.file(TestApp.ROOT + "/d/a.txt", "x");
        app.start();
        String first = app.get(route, "d/a.txt").text();
        app.calls();
        for (String same : List.of("d/a.txt", "d//a.txt", "./d/a.txt", "d/a.txt/", TestApp.ROOT + "/d/a.txt")) {
            assertThat(app.ask(
                                    route,
                                    "up",
                                    new Browser().as(Browser.user("theo")).query("path", same))
                            .text())
                    .isEqualTo(first);
        }
        assertThat(app.calls()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"read", "download", "raw"})
    void keepsNoContents(String route) throws Exception {
        app.workspace.file(TestApp.ROOT + "/a", "x");
        app.start();
        app.get(route, "a");
        app.get(route, "a");
        assertThat(app.calls()).hasSize(2);
    }

    @Test
    void theRootHasOneKey() throws Exception {
        app.start();
        app.ask("list", "up", new Browser());
        for (String root : List.of("", "/", ".", TestApp.ROOT, TestApp.ROOT + "/")) {
            app.get("list", root);
        }
        assertThat(app.calls()).containsExactly("app " + LIST);
    }

    @Test
    void keepsNothingOfWhatUsersSee() throws Exception {
        app.volumes.put("up", TestApp.ofUsers("publicRead"));
        app.start();
        for (String user : List.of("ines", "theo", "ines")) {
            app.ask("list", "up", new Browser().as(Browser.user(user)));
        }
        assertThat(app.calls()).containsExactly("ines " + LIST, "theo " + LIST, "ines " + LIST);
    }

    @Test
    void aWriteIsSeenAtOnce() throws Exception {
        app.volumes.put("up", TestApp.policy("allowAll"));
        app.start();
        assertThat(app.ask("list", "up", new Browser()).text()).isEqualTo("[]");
        assertThat(app.get("exists", "a.txt").text()).contains("false");
        upload("a.txt", "new");
        assertThat(app.ask("list", "up", new Browser()).answer()).hasSize(1);
        assertThat(app.get("exists", "a.txt").text()).contains("true");
        assertThat(app.get("preview", "a.txt").text()).contains("\"textPreview\":\"new\"");
        upload("a.txt", "newer");
        assertThat(app.get("preview", "a.txt").text()).contains("\"textPreview\":\"newer\"");
        app.get("delete", "a.txt");
        assertThat(app.ask("list", "up", new Browser()).text()).isEqualTo("[]");
        assertThat(app.get("metadata", "a.txt").status).isEqualTo(404);
        Browser mkdir = new Browser();
        mkdir.json = Map.of("path", "d");
        assertThat(app.get("exists", "d").text()).contains("false");
        app.ask("mkdir", "up", mkdir);
        assertThat(app.get("exists", "d").text()).contains("true");
    }

    @Test
    void aFailedWriteIsNotTrusted() throws Exception {
        app.volumes.put("up", TestApp.policy("allowAll"));
        app.workspace.fail("DELETE /api/2.0/fs/files" + TestApp.ROOT + "/a", 500);
        app.start();
        app.ask("list", "up", new Browser());
        assertThat(app.get("delete", "a").status).isEqualTo(500);
        app.calls();
        app.ask("list", "up", new Browser());
        assertThat(app.calls()).containsExactly("app " + LIST);
    }

    @Test
    void aWriteIsSeenThroughOtherKeysOfTheSameVolume() throws Exception {
        app.volumes.put("up", TestApp.policy("allowAll"));
        app.volumes.put(
                "part",
                new VolumeSettings(
                        Optional.of(TestApp.ROOT + "/part"),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty()));
        app.start();
        assertThat(app.ask("list", "part", new Browser()).text()).isEqualTo("[]");
        upload("part/a.txt", "x");
        assertThat(app.ask("list", "part", new Browser()).answer()).hasSize(1);
    }

    @Test
    void whatWasReadBeforeAWriteIsNotKeptAfterIt() throws Exception {
        app.volumes.put("up", TestApp.policy("allowAll"));
        CompletableFuture<byte[]> slow = new CompletableFuture<>();
        app.workspace.answer(LIST, slow);
        app.start();
        Browser early = app.begin("list", "up", new Browser());
        upload("a.txt", "x");
        app.workspace.scripted.clear();
        slow.complete("{}".getBytes(StandardCharsets.UTF_8));
        assertThat(early.text()).isEqualTo("[]");
        assertThat(app.ask("list", "up", new Browser()).answer()).hasSize(1);
    }

    @Test
    void otherTypesAndLimitsCountAtOnce() throws Exception {
        app.workspace.file(TestApp.ROOT + "/a.log", "x");
        app.workspace.file(TestApp.ROOT + "/b.log", "x");
        app.start();
        assertThat(app.get("metadata", "a.log").text()).contains("\"contentType\":\"upstream/type\"");
        assertThat(app.get("preview", "a.log").text()).contains("\"textPreview\":null");
        app.general = TestApp.general(1, false, List.of(".log=text/plain"));
        app.changed();
        assertThat(app.get("metadata", "a.log").text()).contains("\"contentType\":\"text/plain\"");
        assertThat(app.get("preview", "a.log").text()).contains("\"textPreview\":\"x\"");
        assertThat(app.ask("list", "up", new Browser()).answer()).hasSize(1);
        app.general = TestApp.general(2, false, List.of());
        app.changed();
        assertThat(app.ask("list", "up", new Browser()).answer()).hasSize(2);
        assertThat(app.get("metadata", "a.log").text()).contains("\"contentType\":\"upstream/type\"");
    }

    private void upload(String path, String text) throws Exception {
        Browser browser = new Browser().method("POST").query("path", path);
        browser.content = ScriptedBody.of(List.of(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8))));
        assertThat(app.ask("upload", "up", browser).status).isEqualTo(200);
    }
}
