package io.appkit.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.appkit.api.AppKitException;
import io.appkit.api.ErrorKind;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which paths and methods lead where (contract: server, sections 3 and 5). */
@Timeout(60)
class SurfaceTest {

    private static final String NOT_FOUND = "{\"error\":\"Not found\"}";
    private static final String HTML = "text/html;charset=utf-8";

    @TempDir
    Path app;

    private final Map<String, String> environment = new ConcurrentHashMap<>();
    private TestServer server;

    @BeforeEach
    void start() throws Exception {
        write("dist/index.html", "<html><body>PAGE</body></html>");
        write("dist/assets/app.js", "APP");
        server = new TestServer(app, environment);
        server.platform.route("GET", "/hello/:name", exchange -> exchange.json(Map.of("hello", exchange.path("name"))));
        server.platform.route("POST", "/hello/:name", exchange -> exchange.json(exchange.body()));
        server.platform.route("GET", "/crash", exchange -> {
            throw new IllegalStateException("boom");
        });
    }

    @AfterEach
    void stop() throws Exception {
        server.close();
    }

    private void write(String path, String text) throws Exception {
        Path file = app.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    private HttpResponse<String> send(String method, String path, String... headers) throws Exception {
        var request = server.request(path).method(method, BodyPublishers.noBody());
        return server.send(headers.length == 0 ? request : request.headers(headers));
    }

    private static String header(HttpResponse<?> answer, String name) {
        return answer.headers().firstValue(name).orElse("");
    }

    @ParameterizedTest
    @CsvSource({
        "GET,/api",
        "GET,/API/nope",
        "GET,/api/nope/x.js",
        "HEAD,/api/nope",
        "GET,/query",
        "GET,/Query/x",
        "POST,/query/x",
        "PUT,/api/demo/hello/x",
        "DELETE,/api/demo/hello/x",
        "OPTIONS,/api/demo/nope",
        "OPTIONS,/api/nope",
        "POST,/",
        "PUT,/assets/app.js",
        "DELETE,/deep/link",
        "POST,/health",
        "GET,/health/nope"
    })
    void whatDoesNotExistIsNotFoundInJson(String method, String path) throws Exception {
        HttpResponse<String> answer = send(method, path, "Accept", "text/html");

        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(answer.body()).isEqualTo(method.equals("HEAD") ? "" : NOT_FOUND);
        assertThat(header(answer, "Content-Type")).startsWith("application/json");
        assertThat(header(answer, "X-Content-Type-Options")).isEqualTo("nosniff");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/api/demo/hello/x|GET, HEAD, POST",
                "/API/DEMO/HELLO/x/|GET, HEAD, POST",
                "/health|GET, HEAD",
                "/health/ready|GET, HEAD",
                "/|GET, HEAD",
                "/assets/app.js|GET, HEAD",
                "/deep/link|GET, HEAD"
            })
    void optionsNamesTheMethodsOfWhatExists(String path, String methods) throws Exception {
        HttpResponse<String> answer = send("OPTIONS", path);

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(header(answer, "Allow")).isEqualTo(methods);
        assertThat(answer.body()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/health",
                "/health/",
                "/HEALTH",
                "/health/ready",
                "/",
                "/deep/link",
                "/assets/app.js",
                "/api/demo/hello/x"
            })
    void headHasTheHeadersOfGetAndNoBody(String path) throws Exception {
        HttpResponse<String> get = send("GET", path);
        HttpResponse<String> head = send("HEAD", path);

        assertThat(get.statusCode()).isEqualTo(200);
        assertThat(get.body()).isNotEmpty();
        assertThat(head.statusCode()).isEqualTo(200);
        assertThat(head.body()).isEmpty();
        for (String name : new String[] {"Content-Type", "Content-Length", "ETag", "Cache-Control", "Vary"}) {
            assertThat(header(head, name)).as(name).isEqualTo(header(get, name));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/index.html",
                "/deep/link",
                "/deep/link/",
                "/apiary",
                "/queries",
                "/healthy",
                "/api.html/x",
                "//x",
                "//api/nope",
                "/deep//link",
                "//evil.example/assets"
            })
    void otherPathsShowThePage(String path) throws Exception {
        String answer = server.raw("GET " + path, "Accept: text/html");

        assertThat(answer)
                .startsWith("HTTP/1.1 200")
                .containsIgnoringCase("Content-Type: " + HTML)
                .containsIgnoringCase("Cache-Control: no-cache")
                .containsIgnoringCase("X-Content-Type-Options: nosniff")
                .contains("id=\"__appkit__\"")
                .contains("PAGE");
    }

    @Test
    void emptySegmentsReachNoRouteAndNoFile() throws Exception {
        assertThat(server.raw("GET /api//demo/hello/x", "Accept: text/html")).startsWith("HTTP/1.1 404");
        assertThat(server.raw("GET /api/demo/hello//x")).startsWith("HTTP/1.1 404");
        assertThat(server.raw("GET //assets/app.js")).startsWith("HTTP/1.1 404").doesNotContain("APP");
    }

    @ParameterizedTest
    @CsvSource({"'',404", "*/*,404", "image/png,404", "'text/html,*/*',200"})
    void aMissingFileIsNoPageUnlessSomebodyAskedForOne(String accept, int status) throws Exception {
        String answer = accept.isEmpty()
                ? server.raw("GET /assets/missing.js")
                : server.raw("GET /assets/missing.js", "Accept: " + accept);

        assertThat(answer).startsWith("HTTP/1.1 " + status);
        assertThat(answer.contains("PAGE")).isEqualTo(status == 200);
    }

    @Test
    void thePageIsSentAgainOnlyIfItHasChanged() throws Exception {
        HttpResponse<String> page = send("GET", "/");
        String tag = header(page, "ETag");

        assertThat(tag).matches("\"[0-9a-f]{32}\"");
        assertThat(header(page, "Content-Length")).isEqualTo("" + page.body().getBytes(UTF_8).length);
        assertThat(send("GET", "/deep", "If-None-Match", "W/" + tag).statusCode())
                .isEqualTo(304);
        assertThat(send("HEAD", "/index.html", "If-None-Match", tag).statusCode())
                .isEqualTo(304);
        assertThat(send("GET", "/", "If-Match", "\"other\"").statusCode()).isEqualTo(412);
        write("dist/index.html", "<html><body>OTHER</body></html>");
        HttpResponse<String> changed = send("GET", "/", "If-None-Match", tag);
        assertThat(changed.statusCode()).isEqualTo(200);
        assertThat(changed.body()).contains("OTHER");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "development"})
    void aConfiguredFolderWinsWhateverTheMode(String mode) throws Exception {
        environment.put("NODE_ENV", mode);
        write("site/index.html", "<body>CONFIGURED</body>");
        server.platform.staticPath = Optional.of("site");
        assertThat(send("GET", "/").body()).contains("CONFIGURED");
        assertThat(send("GET", "/assets/app.js").statusCode()).isEqualTo(404);

        server.platform.staticPath = Optional.of(app.resolve("dist").toString());
        assertThat(send("GET", "/").body()).contains("PAGE");
    }

    @Test
    void withoutAPageThereIsTheApiAlone() throws Exception {
        server.platform.staticPath = Optional.of("nowhere");

        HttpResponse<String> page = send("GET", "/");
        assertThat(page.statusCode()).isEqualTo(404);
        assertThat(page.body()).isEqualTo("index.html not found");
        assertThat(header(page, "Content-Type")).startsWith("text/plain");
        assertThat(send("GET", "/api/demo/hello/x").statusCode()).isEqualTo(200);
        assertThat(send("GET", "/health").body()).isEqualTo("{\"status\":\"ok\"}");
    }

    @Test
    void aCallerWhoseSessionHasEndedIsToldSoInJson() throws Exception {
        server.platform.route("GET", "/expired", exchange -> {
            throw new AppKitException(
                    ErrorKind.AUTHENTICATION, 401, "secret", "Please sign in again", "SESSION_EXPIRED", null);
        });
        HttpResponse<String> answer = send("GET", "/api/demo/expired");
        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(answer.body())
                .isEqualTo("{\"error\":\"Please sign in again\",\"code\":\"AUTHENTICATION_ERROR\","
                        + "\"errorCode\":\"SESSION_EXPIRED\"}");
    }

    @Test
    void whatWentWrongIsToldExceptInProduction() throws Exception {
        assertThat(send("GET", "/api/demo/crash").body()).isEqualTo("{\"error\":\"boom\"}");
        environment.put("NODE_ENV", "production");
        assertThat(send("GET", "/api/demo/crash").body()).isEqualTo("{\"error\":\"Server error\"}");
    }
}
