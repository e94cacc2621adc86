package io.appkit.files;

import static org.assertj.core.api.Assertions.assertThat;

import io.appkit.workspace.Download;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DownloadTest {

    private static final String FILE = "GET /api/2.0/fs/files" + TestApp.ROOT;

    private final TestApp app = new TestApp();

    @Test
    void isAnAttachment() throws Exception {
        app.workspace.file(TestApp.ROOT + "/d/a\"b#?%é.txt", "x".repeat(5000));
        Browser browser = app.start().get("download", "d/a\"b#?%é.txt");
        assertThat(browser.text()).hasSize(5000);
        assertThat(browser.status).isEqualTo(200);
        assertThat(browser.headers)
                .containsOnly(
                        Map.entry("Content-Type", "text/plain"),
                        Map.entry("Content-Length", "5000"),
                        Map.entry("Cache-Control", "private, no-store"),
                        Map.entry("X-Content-Type-Options", "nosniff"),
                        Map.entry("Accept-Ranges", "bytes"),
                        Map.entry(
                                "Content-Disposition",
                                "attachment; filename=\"a\\\"b#?%_.txt\"; filename*=UTF-8''a%22b%23%3F%25%C3%A9.txt"));
    }

    @ParameterizedTest
    @CsvSource({
        "a.png, image/png, true",
        "a.jpg, image/jpeg, true",
        "a.ico, image/vnd.microsoft.icon, true",
        "a.txt, text/plain, true",
        "a.csv, text/csv, true",
        "a.md, text/markdown, true",
        "a.json, application/json, true",
        "a.pdf, application/pdf, true",
        "a.html, text/html, false",
        "a.HTML, text/html, false",
        "a.svg, image/svg+xml, false",
        "a.js, text/javascript, false",
        "a.xml, application/xml, false",
        "a.css, text/css, false",
        "a.png.html, text/html, false",
        "a.html.png, image/png, true",
        "noextension, application/octet-stream, false",
        ".png, application/octet-stream, false",
        "a.log, text/plain; charset=utf-8, true",
        "a.swf, application/x-shockwave-flash, false"
    })
    void rawIsSandboxedAndInlineOnlyWhereHarmless(String name, String type, boolean inline) throws Exception {
        app.general = TestApp.general(
                10, false, List.of(".LOG=text/plain; charset=utf-8", ".swf=application/x-shockwave-flash"));
        app.workspace.file(TestApp.ROOT + "/" + name, "x");
        Browser browser = app.start().get("raw", name);
        assertThat(browser.headers)
                .containsEntry("Content-Type", type)
                .containsEntry("Content-Security-Policy", "sandbox")
                .containsEntry("X-Content-Type-Options", "nosniff");
        assertThat(browser.headers.containsKey("Content-Disposition")).isEqualTo(!inline);
    }

    @ParameterizedTest
    @CsvSource({
        "bytes=0-3, 206, 0123, bytes 0-3/10",
        "bytes=4-, 206, 456789, bytes 4-9/10",
        "bytes=-2, 206, 89, bytes 8-9/10",
        "Bytes=9-99, 206, 9, bytes 9-9/10",
        "'bytes=0-1,3-4', 200, 0123456789,",
        "bytes=3-1, 200, 0123456789,",
        "bytes=-, 200, 0123456789,",
        "bytes=a-b, 200, 0123456789,",
        "lines=0-1, 200, 0123456789,",
        "0-1, 200, 0123456789,"
    })
    void givesOneRange(String range, int status, String body, String told) throws Exception {
        app.workspace.file(TestApp.ROOT + "/a", "0123456789");
        Browser browser = app.start()
                .ask("download", "up", new Browser().query("path", "a").header("Range", range));
        assertThat(browser.text()).isEqualTo(body);
        assertThat(browser.status).isEqualTo(status);
        assertThat(browser.headers.get("Content-Range")).isEqualTo(told);
        assertThat(browser.headers).containsEntry("Content-Length", String.valueOf(body.length()));
    }

    @Test
    void anyIfRangeMeansTheWholeFile() throws Exception {
        app.workspace.file(TestApp.ROOT + "/a", "0123456789");
        Browser browser =
                new Browser().query("path", "a").header("Range", "bytes=0-1").header("If-Range", "\"x\"");
        assertThat(app.start().ask("raw", "up", browser).status).isEqualTo(200);
    }

    @Test
    void behindTheEndIsNotSatisfiable() throws Exception {
        app.workspace.file(TestApp.ROOT + "/a", "0123456789");
        Browser browser = new Browser().query("path", "a").header("Range", "bytes=10-");
        assertThat(app.start().ask("download", "up", browser).text())
                .isEqualTo("{\"error\":\"Range Not Satisfiable\",\"plugin\":\"files\"}");
        assertThat(browser.status).isEqualTo(416);
        assertThat(browser.headers).containsEntry("Content-Range", "bytes */10");
    }

    @ParameterizedTest
    @ValueSource(strings = {"download", "raw", "read"})
    void headReadsNoBytes(String route) throws Exception {
        app.workspace.file(TestApp.ROOT + "/a.csv", "0123456789");
        Browser browser =
                app.start().ask(route, "up", new Browser().method("HEAD").query("path", "a.csv"));
        assertThat(browser.text()).isEmpty();
        assertThat(browser.status).isEqualTo(200);
        assertThat(browser.headers).containsEntry("Content-Length", "10");
        assertThat(app.calls()).containsExactly("app HEAD /api/2.0/fs/files" + TestApp.ROOT + "/a.csv");
    }

    @Test
    void isSlowedDownToThePaceOfTheClient() throws Exception {
        ScriptedBody<ByteBuffer> body = body(ScriptedBody.bytes(new byte[50_000], 1000));
        Browser browser = new Browser().query("path", "a");
        browser.stall();
        app.begin("download", "up", browser).awaitBegin();
        // What is read ahead, of fifty pieces.
        assertThat(body.delivered).isLessThanOrEqualTo(4);
        browser.readOn();
        assertThat(browser.end()).isEqualTo("finished");
        assertThat(browser.bytes()).hasSize(50_000);
    }

    @Test
    void aClientThatLeavesEndsTheReading() throws Exception {
        ScriptedBody<ByteBuffer> body = body(ScriptedBody.endless(List.of(ByteBuffer.allocate(10))));
        Browser browser =
                app.begin("download", "up", new Browser().query("path", "a")).awaitBegin();
        browser.gone.cancel();
        assertThat(body.cancelled.await(20, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void aCutTransferBreaksTheConnection() throws Exception {
        body(ScriptedBody.broken(List.of(ByteBuffer.allocate(10)), MemoryWorkspace.refused(0)));
        assertThat(app.get("download", "a").end()).isEqualTo("broken");
    }

    @Test
    void aTransferCutBeforeItsFirstByteIsAnError() throws Exception {
        body(ScriptedBody.broken(List.of(), MemoryWorkspace.refused(0)));
        Browser browser = app.get("download", "a");
        assertThat(browser.text()).contains("Internal Server Error");
        assertThat(browser.status).isEqualTo(500);
        assertThat(browser.headers).doesNotContainKey("Content-Disposition");
    }

    @Test
    void theBeginningIsTriedAgain() throws Exception {
        app.workspace.fail(FILE + "/a", 503);
        body(ScriptedBody.bytes(new byte[10], 10));
        assertThat(app.get("download", "a").end()).isEqualTo("finished");
        assertThat(app.calls()).hasSize(2);
    }

    @Test
    void endsWhenThePluginStops() throws Exception {
        ScriptedBody<ByteBuffer> body = body(ScriptedBody.endless(List.of(ByteBuffer.allocate(10))));
        Browser browser =
                app.begin("download", "up", new Browser().query("path", "a")).awaitBegin();
        app.plugin.stop();
        assertThat(browser.end()).isEqualTo("broken");
        assertThat(body.cancelled.await(20, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void aPartInThePlaceOfTheWholeIsAnError() throws Exception {
        ScriptedBody<ByteBuffer> body = ScriptedBody.bytes(new byte[10], 10);
        app.workspace.answer(FILE + "/a", CompletableFuture.completedFuture(new Download(206, Map.of(), body)));
        Browser browser = app.start().get("download", "a");
        assertThat(browser.text()).contains("Internal Server Error");
        assertThat(body.cancelled.await(20, TimeUnit.SECONDS)).isTrue();
    }

    private ScriptedBody<ByteBuffer> body(ScriptedBody<ByteBuffer> body) {
        app.workspace.answer(FILE + "/a", CompletableFuture.completedFuture(new Download(200, Map.of(), body)));
        app.start();
        return body;
    }
}
