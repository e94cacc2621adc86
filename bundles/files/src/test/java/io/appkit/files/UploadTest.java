package io.appkit.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.appkit.api.AppKitException;
import io.appkit.api.ErrorKind;
import io.appkit.workspace.UpstreamException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UploadTest {

    private static final String FILE = "/api/2.0/fs/files" + TestApp.ROOT + "/a.json";
    private static final String TOO_LARGE =
            "{\"error\":\"File size (%d bytes) exceeds maximum allowed size (10 bytes).\"," + "\"plugin\":\"files\"}";

    private final TestApp app = new TestApp();

    @BeforeEach
    void allow() {
        app.volumes.put("up", TestApp.limits("10b", "10b"));
    }

    @Test
    void writesTheBytesAsTheyCome() throws Exception {
        Browser browser = upload("0123456789").header("Content-Length", "10").header("Content-Encoding", "gzip");
        assertThat(app.start().ask("upload", "up", browser).text()).isEqualTo("{\"success\":true}");
        assertThat(app.calls()).containsExactly("app PUT " + FILE + "?overwrite=true");
        assertThat(app.workspace.files.get(TestApp.ROOT + "/a.json")).asString().isEqualTo("0123456789");
    }

    @Test
    void writesAnEmptyFile() throws Exception {
        app.start().ask("upload", "up", upload("").header("Content-Length", "0"));
        assertThat(app.workspace.files.get(TestApp.ROOT + "/a.json")).isEmpty();
    }

    @Test
    void refusesADeclaredLengthOverTheLimitBeforeReading() throws Exception {
        Browser browser = upload("x").header("Content-Length", "11");
        assertThat(app.start().ask("upload", "up", browser).text()).isEqualTo(TOO_LARGE.formatted(11));
        assertThat(browser.status).isEqualTo(413);
        assertThat(app.calls()).isEmpty();
    }

    @Test
    void aBodyOverTheLimitIsBrokenOff() throws Exception {
        Browser browser = upload("0123456789x");
        assertThat(app.start().ask("upload", "up", browser).text()).isEqualTo(TOO_LARGE.formatted(11));
        assertThat(browser.status).isEqualTo(413);
        assertThat(app.workspace.files).isEmpty();
        assertThat(app.calls())
                .containsExactly("app HEAD " + FILE, "app PUT " + FILE + "?overwrite=true", "app HEAD " + FILE);
    }

    @Test
    void aPartOfABrokenUploadIsDeleted() throws Exception {
        app.workspace
                .answer("HEAD " + FILE, CompletableFuture.failedFuture(MemoryWorkspace.refused(404)))
                .answer("HEAD " + FILE, CompletableFuture.completedFuture(Map.of("content-length", "8")));
        app.start().ask("upload", "up", upload("0123456789x"));
        assertThat(app.calls()).last().isEqualTo("app DELETE " + FILE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"there before", "larger than what was sent"})
    void somebodyElsesFileIsNotDeleted(String which) throws Exception {
        if (which.startsWith("there")) {
            app.workspace.file(TestApp.ROOT + "/a.json", "old");
        } else {
            app.workspace
                    .answer("HEAD " + FILE, CompletableFuture.failedFuture(MemoryWorkspace.refused(404)))
                    .answer("HEAD " + FILE, CompletableFuture.completedFuture(Map.of("content-length", "5000")));
        }
        assertThat(app.start().ask("upload", "up", upload("0123456789x")).status)
                .isEqualTo(413);
        assertThat(app.calls()).noneMatch(call -> call.contains("DELETE"));
    }

    @Test
    void aBodyLongerThanDeclaredIsTooLarge() throws Exception {
        Browser browser = app.start().ask("upload", "up", upload("0123").header("Content-Length", "3"));
        assertThat(browser.status).isEqualTo(413);
        assertThat(app.workspace.files).isEmpty();
    }

    @Test
    void aBodyThatEndsEarlyWritesNothing() throws Exception {
        app.workspace.file(TestApp.ROOT + "/a.json", "old");
        app.start().ask("upload", "up", upload("0123").header("Content-Length", "9"));
        assertThat(app.workspace.files.get(TestApp.ROOT + "/a.json")).asString().isEqualTo("old");
    }

    @Test
    void aClientThatSendsNothingForLongIsToldSo() throws Exception {
        AppKitException late = new AppKitException(ErrorKind.TIMEOUT, "late", "late");
        Browser browser = with(ScriptedBody.broken(List.of(ByteBuffer.allocate(3)), late));
        assertThat(app.start()
                        .ask("upload", "up", browser.header("Content-Length", "9"))
                        .text())
                .isEqualTo("{\"error\":\"Request Timeout\",\"plugin\":\"files\"}");
        assertThat(browser.status).isEqualTo(408);
        assertThat(app.workspace.files).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {429, 503})
    void isNotRepeatedAndTellsWhenItMayBe(int status) throws Exception {
        app.workspace.answer(
                "PUT " + FILE + "?overwrite=true",
                CompletableFuture.failedFuture(
                        new UpstreamException(status, "secret", "CODE", Duration.ofSeconds(7), null)));
        Browser browser = app.start().ask("upload", "up", upload("x").header("Content-Length", "1"));
        assertThat(browser.status).isEqualTo(status);
        assertThat(browser.headers).containsEntry("Retry-After", "7");
        assertThat(app.calls()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1", "1e3", "0x10", "1 0", "+5", "", "٣", "5,5"})
    void refusesALengthThatIsNone(String length) throws Exception {
        Browser browser = app.start().ask("upload", "up", upload("x").header("Content-Length", length));
        assertThat(browser.status).isEqualTo(400);
        assertThat(browser.text()).isEqualTo("{\"error\":\"Invalid Content-Length header.\",\"plugin\":\"files\"}");
    }

    @Test
    void replacesNoFileIfToldSo() throws Exception {
        app.workspace.file(TestApp.ROOT + "/a.json", "old");
        Browser browser = app.start()
                .ask("upload", "up", upload("new").header("Content-Length", "3").query("overwrite", "false"));
        assertThat(browser.status).isEqualTo(409);
        assertThat(browser.text()).isEqualTo("{\"error\":\"Conflict\",\"plugin\":\"files\"}");
        assertThat(app.ask("upload", "up", upload("x").query("overwrite", "maybe")).status)
                .isEqualTo(400);
    }

    @Test
    void aClientThatLeavesBreaksTheUploadOff() throws Exception {
        ScriptedBody<ByteBuffer> body = ScriptedBody.endless(List.of(ByteBuffer.allocate(3)));
        Browser browser = app.start().begin("upload", "up", with(body).header("Content-Length", "9"));
        awaitUpload();
        browser.gone.cancel();
        assertThat(browser.end()).isEqualTo("broken");
        assertThat(body.cancelled.await(20, TimeUnit.SECONDS)).isTrue();
        assertThat(app.workspace.files).isEmpty();
    }

    @Test
    void aStoppingPluginEndsAnUploadThatTakesTooLong() throws Exception {
        ScriptedBody<ByteBuffer> body = ScriptedBody.endless(List.of(ByteBuffer.allocate(3)));
        Browser browser = app.start().begin("upload", "up", with(body).header("Content-Length", "9"));
        awaitUpload();
        app.plugin.stop();
        assertThat(browser.text()).contains("Internal Server Error");
        assertThat(app.workspace.files).isEmpty();
    }

    @Test
    void aStoppingPluginWaitsForAnUploadThatEnds() throws Exception {
        CompletableFuture<Void> written = new CompletableFuture<>();
        app.workspace.answer("PUT " + FILE + "?overwrite=true", written);
        app.start(Duration.ofMinutes(5));
        Browser browser = app.begin("upload", "up", upload("x").header("Content-Length", "1"));
        CompletableFuture<Void> stopped = CompletableFuture.runAsync(app.plugin::stop);
        written.complete(null);
        stopped.get(20, TimeUnit.SECONDS);
        assertThat(browser.text()).isEqualTo("{\"success\":true}");
    }

    private void awaitUpload() {
        assertTimeoutPreemptively(Duration.ofSeconds(20), () -> {
            while (app.workspace.upload == null) {
                Thread.onSpinWait();
            }
        });
    }

    private static Browser upload(String text) {
        return with(ScriptedBody.of(ScriptedBody.pieces(text.getBytes(StandardCharsets.UTF_8), 4)));
    }

    private static Browser with(Flow.Publisher<ByteBuffer> body) {
        Browser browser = new Browser().method("POST").query("path", "a.json");
        browser.content = body;
        return browser;
    }
}
