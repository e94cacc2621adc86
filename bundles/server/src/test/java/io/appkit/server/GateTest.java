package io.appkit.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.appkit.api.Caller;
import io.appkit.api.platform.GateDecision;
import io.appkit.api.platform.GateRequest;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the gate's filter adds to answers, and what it tells the gate. */
@Timeout(60)
class GateTest {

    private static final List<String> COOKIES =
            List.of("__Host-a.0=x; Path=/; HttpOnly", "__Host-a.1=y; Path=/; HttpOnly");
    private static final Caller ANNA = new Caller("7", Optional.empty(), Optional.empty(), Optional.empty());

    @TempDir
    Path folder;

    private TestServer server;

    @BeforeEach
    void start() throws Exception {
        Path assets = Files.createDirectories(folder.resolve("dist/assets/deep"));
        Files.writeString(folder.resolve("dist/index.html"), "<html><body>PAGE</body></html>");
        Files.writeString(folder.resolve("dist/about.html"), "<html><body>ABOUT</body></html>");
        Files.writeString(folder.resolve("dist/logo-Ab3dEf9h.png"), "x");
        for (String name : List.of(
                "app-Ab3dEf9h.js", "app-Ab3dEf9h.js.map", "app-Ab3dEf9h.js.br", "plain.js", "deep/b-Ab3dEf9h.js")) {
            Files.writeString(assets.resolveSibling(name), "x");
        }
        Files.createDirectories(assets.resolveSibling("folder-Ab3dEf9h.js"));
        Files.writeString(folder.resolve("secret"), "TOP-SECRET");
        Files.createSymbolicLink(assets.resolveSibling("link-Ab3dEf9h.js"), folder.resolve("secret"));
        server = new TestServer(folder, Map.of());
        server.platform.route("GET", "/rows", exchange -> exchange.json(List.of()));
        server.platform.route("GET", "/crash", exchange -> {
            throw new IllegalStateException("boom");
        });
        server.add("/foreign/*", new ForeignServlet());
    }

    @AfterEach
    void stop() throws Exception {
        server.close();
    }

    /** Begins its answer anew, and knows what it wants. */
    private static final class ForeignServlet extends HttpServlet {

        private static final long serialVersionUID = 1L;

        @Override
        protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
            if ("/error".equals(request.getPathInfo())) {
                response.sendError(410);
                return;
            }
            response.reset();
            response.setHeader("set-cookie", "own=1");
            response.addCookie(new Cookie("other", "2"));
            response.setHeader("cache-control", "public, max-age=60");
            response.addHeader("Cache-Control", "immutable");
            response.getOutputStream().print("FOREIGN");
        }
    }

    private HttpResponse<String> get(String path, String... headers) throws Exception {
        var request = server.request(path);
        return server.send(headers.length == 0 ? request : request.headers(headers));
    }

    private static String header(HttpResponse<?> answer, String name) {
        return String.join(" | ", answer.headers().allValues(name));
    }

    @ParameterizedTest
    @CsvSource({
        "/,200",
        "/assets/plain.js,200",
        "/assets/app-Ab3dEf9h.js,200",
        "/api/demo/rows,200",
        "/api/demo/none,404",
        "/api/demo/crash,500",
        "/foreign/error,410"
    })
    void theGatesCookiesAreInEveryAnswerAndNoCacheKeepsIt(String path, int status) throws Exception {
        server.gate = request -> new GateDecision.Admit(ANNA, COOKIES);
        HttpResponse<String> answer = get(path);
        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.headers().allValues("Set-Cookie")).isEqualTo(COOKIES);
        assertThat(answer.headers().allValues("Cache-Control")).containsExactly("no-store");
    }

    @Test
    void aForeignServletCanNeitherRemoveTheCookiesNorHaveThemCached() throws Exception {
        server.gate = request -> new GateDecision.Admit(ANNA, COOKIES);
        HttpResponse<String> answer = get("/foreign/x");
        assertThat(answer.body()).isEqualTo("FOREIGN");
        assertThat(answer.headers().allValues("Set-Cookie"))
                .startsWith(COOKIES.toArray(String[]::new))
                .hasSize(4);
        assertThat(answer.headers().allValues("Cache-Control")).containsExactly("no-store");

        server.gate = request -> new GateDecision.Admit(ANNA);
        assertThat(header(get("/foreign/x"), "Cache-Control")).isEqualTo("public, max-age=60 | immutable");
    }

    @Test
    void aLastingFileThatTakesACallerIsForTheirOwnCacheOnly() throws Exception {
        server.gate = request -> new GateDecision.Public();
        assertThat(header(get("/assets/app-Ab3dEf9h.js"), "Cache-Control"))
                .isEqualTo("public, max-age=31536000, immutable");

        server.gate = request -> new GateDecision.Admit(ANNA);
        HttpResponse<String> answer = get("/assets/app-Ab3dEf9h.js");
        assertThat(header(answer, "Cache-Control")).isEqualTo("private, max-age=31536000, immutable");
        HttpResponse<String> again = get("/assets/app-Ab3dEf9h.js", "If-None-Match", header(answer, "ETag"));
        assertThat(again.statusCode()).isEqualTo(304);
        assertThat(header(again, "Cache-Control")).startsWith("private");
    }

    @Test
    void aGateThatLeavesWhileItDecidesLetsNobodyIn() throws Exception {
        for (RuntimeException failure :
                List.of(new IllegalStateException("closed"), new RejectedExecutionException())) {
            server.gate = request -> {
                server.gate = null;
                throw failure;
            };
            assertThat(get("/api/demo/rows").statusCode()).isEqualTo(503);
        }
        server.gate = request -> {
            server.gate = null;
            throw new NoClassDefFoundError("gone");
        };
        assertThat(get("/api/demo/rows").statusCode()).isEqualTo(503);
        server.gate = request -> {
            throw new IllegalStateException("bug");
        };
        assertThat(get("/api/demo/rows").statusCode()).isEqualTo(500);
    }

    @Test
    void whatTheGateAnswersGoesOutAsItIsAndIsNeverCached() throws Exception {
        server.gate = request -> new GateDecision.Respond(
                302, Map.of("Location", "/.auth/login?return=%2F", "Cache-Control", "public"), COOKIES, "");
        String answer = server.raw("GET /deep/link");
        assertThat(answer)
                .startsWith("HTTP/1.1 302")
                .containsIgnoringCase("\r\nLocation: /.auth/login?return=%2F\r\n")
                .containsIgnoringCase("\r\nContent-Length: 0\r\n")
                .contains(COOKIES.get(0), COOKIES.get(1))
                .containsIgnoringCase("\r\nCache-Control: no-store\r\n")
                .doesNotContain("PAGE");
        server.gate = request -> new GateDecision.Refuse(401, "AUTHENTICATION_ERROR", "Sign in to go on", COOKIES);
        HttpResponse<String> refused = get("/api/demo/rows");
        assertThat(refused.body()).contains("\"code\":\"AUTHENTICATION_ERROR\"", "\"error\":\"Sign in to go on\"");
        assertThat(refused.headers().allValues("Set-Cookie")).isEqualTo(COOKIES);
        assertThat(header(refused, "Cache-Control")).isEqualTo("no-store");
    }

    @Test
    void aHeadRequestGetsTheHeadersOfTheGatesAnswerWithoutItsBody() throws Exception {
        server.gate = request ->
                new GateDecision.Respond(200, Map.of("Content-Type", "text/html; charset=utf-8"), COOKIES, "<p>ü</p>");
        String answer = server.raw("HEAD /.auth/signed-out");
        assertThat(answer)
                .startsWith("HTTP/1.1 200")
                .containsIgnoringCase("\r\nContent-Length: 9\r\n")
                .containsIgnoringCase("\r\nContent-Type: text/html;charset=utf-8\r\n")
                .endsWith("\r\n\r\n");
        assertThat(get("/.auth/signed-out").body()).isEqualTo("<p>ü</p>");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET /",
                "GET /deep/link",
                "GET /assets/plain.js",
                "GET /assets/missing.js",
                "GET /api/demo/rows",
                "GET /api/demo/crash",
                "GET /api/none",
                "GET /foreign/x",
                "GET /foreign/error",
                "TRACE /",
                "GET /%zz",
                "GET /%2e%2e/x",
                "G<T /"
            })
    void everyAnswerSaysWhatItMustNotBeUsedFor(String line) throws Exception {
        assertThatSecured(server.raw(line));
        server.gate = request -> new GateDecision.Respond(200, Map.of(), List.of(), "text");
        assertThatSecured(server.raw(line));
        server.gate = null;
        assertThatSecured(server.raw(line));
    }

    private static void assertThatSecured(String answer) {
        assertThat(answer)
                .containsIgnoringCase("\r\nX-Content-Type-Options: nosniff\r\n")
                .containsIgnoringCase("\r\nReferrer-Policy: strict-origin-when-cross-origin\r\n")
                .containsIgnoringCase("\r\nCross-Origin-Opener-Policy: same-origin\r\n")
                .doesNotContainIgnoringCase("\r\nServer:");
    }

    @Test
    void browsersAreToldToComeThroughTlsWhereThatIsThePublicOrigin() throws Exception {
        for (String path : List.of("/", "/api/demo/rows", "/api/demo/crash", "/foreign/x", "/health")) {
            server.platform.publicUrl = Optional.empty();
            assertThat(header(get(path), "Strict-Transport-Security")).isEmpty();
            server.platform.publicUrl = Optional.of("http://localhost:8000");
            assertThat(header(get(path), "Strict-Transport-Security")).isEmpty();
            server.platform.publicUrl = Optional.of("HTTPS://app.example.com");
            assertThat(header(get(path), "Strict-Transport-Security")).isEqualTo("max-age=31536000");
        }
    }

    @Test
    void pagesHaveAPolicy() throws Exception {
        assertThat(header(get("/"), "Content-Security-Policy"))
                .contains("script-src 'self'; ", "object-src 'none'; base-uri 'self'; frame-ancestors 'self'");
        assertThat(header(get("/about.html"), "Content-Security-Policy"))
                .isEqualTo("object-src 'none'; base-uri 'self'; frame-ancestors 'self'");
        assertThat(header(get("/assets/plain.js"), "Content-Security-Policy")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "GET,/assets/app-Ab3dEf9h.js,true",
        "GET,/assets/app-Ab3dEf9h.js?v=1,true",
        "HEAD,/assets/deep/b-Ab3dEf9h.js,true",
        "POST,/assets/app-Ab3dEf9h.js,false",
        "OPTIONS,/assets/app-Ab3dEf9h.js,false",
        "GET,/assets/app-Ab3dEf9h.js/,false",
        "GET,/assets/app-Ab3dEf9h.js;x,false",
        "GET,//assets/app-Ab3dEf9h.js,false",
        "GET,/assets//app-Ab3dEf9h.js,false",
        "GET,/api/demo/rows?/assets/app-Ab3dEf9h.js,false",
        "GET,/assets/none-Ab3dEf9h.js,false",
        "GET,/assets/plain.js,false",
        "GET,/assets/app-Ab3dEf9h.js.map,false",
        "GET,/assets/app-Ab3dEf9h.js.br,false",
        "GET,/assets/folder-Ab3dEf9h.js,false",
        "GET,/assets/link-Ab3dEf9h.js,false",
        "GET,/logo-Ab3dEf9h.png,false",
        "GET,/index.html,false",
        "GET,/,false"
    })
    void theGateIsToldWhetherAFileOfTheBuildIsAskedFor(String method, String path, boolean hashed) throws Exception {
        AtomicBoolean seen = new AtomicBoolean(!hashed);
        server.gate = request -> {
            seen.set(request.hashedAsset());
            return new GateDecision.Public();
        };
        server.raw(method + " " + path, "Accept: */*");
        assertThat(seen.get()).isEqualTo(hashed);
    }

    @Test
    void whatThatFilePublishesIsTheFileAlone() throws Exception {
        server.gate = GateTest::assetsOnly;
        assertThat(get("/assets/app-Ab3dEf9h.js").body()).isEqualTo("x");
        for (String path : List.of(
                "/assets/../index.html",
                "/assets/%2e%2e/index.html",
                "/assets/..%2findex.html",
                "/assets/x-Ab3dEf9h.html",
                "/assets/link-Ab3dEf9h.js",
                "/api/x/assets/app-Ab3dEf9h.js",
                "/assets/app-Ab3dEf9h.js%00",
                "/assets/app-Ab3dEf9h.js/../plain.js")) {
            assertThat(server.raw("GET " + path, "Accept: text/html"))
                    .as(path)
                    .startsWith("HTTP/1.1 40")
                    .doesNotContain("PAGE", "TOP-SECRET");
        }
    }

    private static GateDecision assetsOnly(GateRequest request) {
        return request.hashedAsset()
                ? new GateDecision.Public()
                : new GateDecision.Refuse(401, "AUTHENTICATION_ERROR", "Sign in to go on");
    }

    @Test
    void aLongPathIsLookedAtInOnePass() throws Exception {
        server.gate = GateTest::assetsOnly;
        assertThat(get("/assets/" + "-".repeat(12_000)).statusCode()).isEqualTo(401);
        assertThat(server.send(server.request("/assets/x").method("GET", BodyPublishers.noBody()))
                        .statusCode())
                .isEqualTo(401);
    }

    @Test
    void aFullSetOfCookiesGoesInAndOut() throws Exception {
        String chunk = "v".repeat(3900);
        List<String> chunks = List.of("s.0=" + chunk, "s.1=" + chunk, "s.2=" + chunk);
        server.gate = request -> new GateDecision.Admit(
                ANNA, request.headers("Cookie").equals(List.of(String.join("; ", chunks))) ? chunks : List.of());
        assertThat(get("/api/demo/rows", "Cookie", String.join("; ", chunks))
                        .headers()
                        .allValues("Set-Cookie"))
                .isEqualTo(chunks);
        assertThat(server.raw("GET /api/demo/rows", "Cookie: a=" + "v".repeat(17 * 1024)))
                .startsWith("HTTP/1.1 431")
                .endsWith("{\"error\":\"Request headers too large\"}");
    }
}
