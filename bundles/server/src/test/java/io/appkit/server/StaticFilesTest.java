package io.appkit.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.appkit.api.platform.GateDecision;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files of the page (contract: server, section 5). */
@Timeout(60)
class StaticFilesTest {

    private static final String FILE = "/assets/app.js";
    private static final String CONTENT = "0123456789";
    private static final Instant WRITTEN = Instant.parse("2026-01-02T03:04:05Z");
    private static final String LAST_MODIFIED = "Fri, 02 Jan 2026 03:04:05 GMT";

    @TempDir
    Path app;

    private TestServer server;

    @BeforeEach
    void start() throws Exception {
        write("dist/index.html", "<html><body>PAGE</body></html>");
        write("dist/assets/app.js", CONTENT);
        server = new TestServer(app, Map.of());
    }

    @AfterEach
    void stop() throws Exception {
        server.close();
    }

    private void write(String path, String text) throws Exception {
        Path file = app.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
        Files.setLastModifiedTime(file, FileTime.from(WRITTEN));
    }

    private HttpResponse<String> get(String path, String... headers) throws Exception {
        var request = server.request(path);
        return server.send(headers.length == 0 ? request : request.headers(headers));
    }

    private static String header(HttpResponse<?> answer, String name) {
        return answer.headers().firstValue(name).orElse("");
    }

    private String etag() throws Exception {
        return header(get(FILE), "ETag");
    }

    @Test
    void aFileHasAStrongTagItsDateAndCanBeAskedForInParts() throws Exception {
        HttpResponse<String> answer = get(FILE);

        assertThat(answer.body()).isEqualTo(CONTENT);
        assertThat(header(answer, "ETag")).matches("\"[0-9a-f]{32}\"");
        assertThat(header(answer, "Last-Modified")).isEqualTo(LAST_MODIFIED);
        assertThat(header(answer, "Accept-Ranges")).isEqualTo("bytes");
        assertThat(header(answer, "Cache-Control")).isEqualTo("public, max-age=0");
        assertThat(header(answer, "X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(header(answer, "Vary")).isEmpty();
    }

    @Test
    void headHasTheSameHeadersAndNoBody() throws Exception {
        HttpResponse<String> head = server.send(server.request(FILE).method("HEAD", BodyPublishers.noBody()));

        assertThat(head.statusCode()).isEqualTo(200);
        assertThat(head.body()).isEmpty();
        assertThat(header(head, "Content-Length")).isEqualTo("10");
        assertThat(header(head, "ETag")).isEqualTo(etag());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "If-None-Match|TAG|304",
                "If-None-Match|W/TAG|304",
                "If-None-Match|\"other\", TAG|304",
                "If-None-Match|*|304",
                "If-None-Match|\"other\"|200",
                "If-Modified-Since|Fri, 02 Jan 2026 03:04:05 GMT|304",
                "If-Modified-Since|Fri, 02 Jan 2026 03:04:04 GMT|200",
                "If-Modified-Since|nonsense|200",
                "If-Match|TAG|200",
                "If-Match|*|200",
                "If-Match|\"other\"|412",
                "If-Match|W/TAG|412",
                "If-Unmodified-Since|Fri, 02 Jan 2026 03:04:05 GMT|200",
                "If-Unmodified-Since|Fri, 02 Jan 2026 03:04:04 GMT|412"
            })
    void conditionsAreMet(String name, String value, int status) throws Exception {
        HttpResponse<String> answer = get(FILE, name, value.replace("TAG", etag()));

        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.body()).isEqualTo(status == 200 ? CONTENT : "");
        assertThat(header(answer, "ETag")).isEqualTo(etag());
    }

    @Test
    void aTagOutweighsADateAndAReloadBoth() throws Exception {
        assertThat(get(FILE, "If-None-Match", "\"other\"", "If-Modified-Since", LAST_MODIFIED)
                        .statusCode())
                .isEqualTo(200);
        assertThat(get(FILE, "If-None-Match", etag(), "Cache-Control", "no-cache")
                        .statusCode())
                .isEqualTo(200);
        assertThat(get("/", "If-None-Match", "*", "Cache-Control", "no-cache").statusCode())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "bytes=2-4|206|234|bytes 2-4/10",
                "bytes=-3|206|789|bytes 7-9/10",
                "bytes=8-|206|89|bytes 8-9/10",
                "bytes=0-99|206|0123456789|bytes 0-9/10",
                "bytes=0-1,3-4|200|0123456789|''",
                "bytes=4-2|200|0123456789|''",
                "nonsense|200|0123456789|''",
                "bytes=10-|416|''|bytes */10"
            })
    void oneRangeIsServed(String range, int status, String body, String contentRange) throws Exception {
        HttpResponse<String> answer = get(FILE, "Range", range);

        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.body()).isEqualTo(body);
        assertThat(header(answer, "Content-Range")).isEqualTo(contentRange);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "TAG|206",
                "W/TAG|200",
                "\"other\"|200",
                "Fri, 02 Jan 2026 03:04:05 GMT|206",
                "Fri, 02 Jan 2026 03:04:06 GMT|200",
                "nonsense|200"
            })
    void aPartIsServedOnlyOfWhatTheClientHas(String ifRange, int status) throws Exception {
        assertThat(get(FILE, "Range", "bytes=2-4", "If-Range", ifRange.replace("TAG", etag()))
                        .statusCode())
                .isEqualTo(status);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "gzip, deflate, br|br|BROTLI",
                "gzip|gzip|ZIPPED",
                "br;q=0, gzip|gzip|ZIPPED",
                "br;q=0.000, gzip;q=0.5|gzip|ZIPPED",
                "BR|br|BROTLI",
                "*|br|BROTLI",
                "*, br;q=0|gzip|ZIPPED",
                "identity|''|0123456789",
                "gzip;q=0, br;q=0|''|0123456789",
                "''|''|0123456789"
            })
    void theBestFormTheClientTakesIsServed(String accepted, String encoding, String body) throws Exception {
        write("dist/assets/app.js.br", "BROTLI");
        write("dist/assets/app.js.gz", "ZIPPED");
        HttpResponse<String> answer = get(FILE, "Accept-Encoding", accepted);

        assertThat(answer.body()).isEqualTo(body);
        assertThat(header(answer, "Content-Encoding")).isEqualTo(encoding);
        assertThat(header(answer, "Content-Type")).isEqualTo("text/javascript; charset=utf-8");
        assertThat(header(answer, "Vary")).isEqualTo("Accept-Encoding");
    }

    @Test
    void eachFormHasItsOwnTag() throws Exception {
        write("dist/assets/app.js.br", "BROTLI");
        String brotli = header(get(FILE, "Accept-Encoding", "br"), "ETag");

        assertThat(brotli).isNotEqualTo(etag());
        HttpResponse<String> unchanged = get(FILE, "Accept-Encoding", "br", "If-None-Match", brotli);
        assertThat(unchanged.statusCode()).isEqualTo(304);
        assertThat(header(unchanged, "Vary")).isEqualTo("Accept-Encoding");
        assertThat(get(FILE, "If-None-Match", brotli).statusCode()).isEqualTo(200);
    }

    @Test
    void aSiblingThatHasGoneIsNotMissed() throws Exception {
        write("dist/assets/app.js.gz", "ZIPPED");
        assertThat(get(FILE, "Accept-Encoding", "gzip").body()).isEqualTo("ZIPPED");
        Files.delete(app.resolve("dist/assets/app.js.gz"));
        assertThat(get(FILE, "Accept-Encoding", "gzip").body()).isEqualTo(CONTENT);
    }

    @Test
    void aChangedFileIsServedAtOnceEvenIfOnlyItsBytesDiffer() throws Exception {
        String before = etag();
        Files.writeString(app.resolve("dist/assets/app.js"), "9876543210");
        assertThat(get(FILE).body()).isEqualTo("9876543210");
        Files.writeString(app.resolve("dist/assets/app.js"), "5555555555");
        assertThat(get(FILE).body()).isEqualTo("5555555555");
        assertThat(etag()).isNotEqualTo(before);
        Files.delete(app.resolve("dist/assets/app.js"));
        assertThat(get(FILE).statusCode()).isEqualTo(404);
    }

    @Test
    void aLinkThatIsTurnedOutOfTheFolderIsNotFollowed() throws Exception {
        write("outside.js", "TOP-SECRET");
        Path link = app.resolve("dist/link.js");
        Files.createSymbolicLink(link, app.resolve("dist/assets/app.js"));
        assertThat(get("/link.js").body()).isEqualTo(CONTENT);
        Files.delete(link);
        Files.createSymbolicLink(link, app.resolve("outside.js"));
        assertThat(get("/link.js").statusCode()).isEqualTo(404);
    }

    @Test
    void aLargeFileIsServedWholeAndInParts() throws Exception {
        String large = "0123456789abcdef".repeat(100_000);
        write("dist/large.txt", large);

        HttpResponse<String> answer = get("/large.txt");
        assertThat(answer.body()).isEqualTo(large);
        assertThat(header(answer, "ETag")).matches("\"[0-9a-f]+-[0-9a-f]+\"");
        assertThat(get("/large.txt", "Range", "bytes=1599998-").body()).isEqualTo("ef");
    }

    @Test
    void anEmptyFileIsServed() throws Exception {
        write("dist/empty.txt", "");

        assertThat(get("/empty.txt").statusCode()).isEqualTo(200);
        assertThat(header(get("/empty.txt"), "Content-Length")).isEqualTo("0");
        assertThat(get("/empty.txt", "Range", "bytes=0-").statusCode()).isEqualTo(416);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "a.js|text/javascript;charset=utf-8",
                "a.MJS|text/javascript;charset=utf-8",
                "a.css|text/css;charset=utf-8",
                "a.html|text/html;charset=utf-8",
                "a.txt|text/plain;charset=utf-8",
                "a.json|application/json;charset=utf-8",
                "a.map|application/json;charset=utf-8",
                "a.svg|image/svg+xml",
                "a.wasm|application/wasm",
                "a.webmanifest|application/manifest+json",
                "a.woff2|font/woff2",
                "a.png|image/png",
                "a.unknown|application/octet-stream",
                "noextension|application/octet-stream"
            })
    void contentTypesFollowTheName(String name, String type) throws Exception {
        write("dist/" + name, "x");

        // Jetty drops the blank of types it knows itself.
        assertThat(header(get("/" + name), "Content-Type").replace("; ", ";")).isEqualTo(type);
    }

    @ParameterizedTest
    @CsvSource({
        "/assets/index-Ab3dEf9h.js,true", "/assets/deep/index-Ab3dEf9h.css,true", "/assets/my-component.js,false",
        "/assets/index-abcdefgh.js,false", "/assets/index-Ab3dEf9.js,false", "/index-Ab3dEf9h.js,false"
    })
    void filesWithAFingerprintAreKeptForGood(String path, boolean lasting) throws Exception {
        write("dist" + path, "x");
        server.gate = request -> new GateDecision.Public();

        assertThat(header(get(path), "Cache-Control"))
                .isEqualTo(lasting ? "public, max-age=31536000, immutable" : "public, max-age=0");
    }

    @Test
    void aFolderIsEnteredAndShowsThePage() throws Exception {
        HttpResponse<String> answer = get("/assets?a=1&b=%2F");

        assertThat(answer.statusCode()).isEqualTo(301);
        assertThat(header(answer, "Location")).isEqualTo("/assets/?a=1&b=%2F");
        assertThat(get("/assets/").body()).contains("PAGE");
    }

    @ParameterizedTest
    @ValueSource(strings = {"//assets", "//evil.example/assets", "/%2fevil.example", "/\\evil.example", "/./assets"})
    void noRedirectLeavesTheHost(String path) throws Exception {
        assertThat(server.raw("GET " + path, "Accept: text/html"))
                .doesNotContainIgnoringCase("Location: //")
                .doesNotContainIgnoringCase("Location: http");
    }

    @Test
    void hiddenNamesAreNotServedExceptWellKnownOnes() throws Exception {
        write("dist/.env", "TOP-SECRET");
        write("dist/.git/config", "TOP-SECRET");
        write("dist/assets/.hidden", "TOP-SECRET");
        write("dist/.well-known/security.txt", "Contact");

        assertThat(get("/.env").body()).doesNotContain("TOP-SECRET");
        assertThat(get("/.git/config").body()).doesNotContain("TOP-SECRET");
        assertThat(get("/assets/.hidden").statusCode()).isEqualTo(404);
        assertThat(get("/.well-known/security.txt").body()).isEqualTo("Contact");
    }

    @Test
    void theFirstCustomaryFolderWithAPageIsServed() throws Exception {
        Files.delete(app.resolve("dist/index.html"));
        write("build/index.html", "<body>BUILT</body>");
        write("public/index.html", "<body>PUBLIC</body>");

        assertThat(get("/").body()).contains("BUILT");
        Files.delete(app.resolve("build/index.html"));
        Files.delete(app.resolve("public/index.html"));
        assertThat(get("/").statusCode()).isEqualTo(404);
        assertThat(get("/").body()).isEqualTo("index.html not found");
    }
}
