package io.appkit.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.appkit.api.AppKitException;
import io.appkit.api.platform.GateDecision;
import io.appkit.api.stream.EventStream;
import io.appkit.api.stream.Message;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class HttpTest {

    private static final Message TICK = new Message("tick", "{\"type\":\"tick\"}".getBytes(UTF_8));

    @TempDir
    Path folder;

    private TestServer server;
    private final BlockingQueue<EventStream> opened = new LinkedBlockingQueue<>();

    @BeforeEach
    void start() throws Exception {
        Path app = Files.createDirectories(folder.resolve("app"));
        Path dist = Files.createDirectories(app.resolve("dist/assets"));
        Files.writeString(folder.resolve("outside.txt"), "TOP-SECRET");
        Files.writeString(app.resolve(".env"), "TOP-SECRET");
        Files.writeString(app.resolve("dist/.env"), "TOP-SECRET");
        Files.writeString(app.resolve("dist/index.html"), "<html><body>PAGE</body></html>");
        Files.writeString(dist.resolve("index-Ab3dEf9h.js"), "0123456789");
        Files.createSymbolicLink(app.resolve("dist/link.txt"), folder.resolve("outside.txt"));
        server = new TestServer(app, Map.of("DATABRICKS_APP_NAME", "orders"));
        server.platform.route("GET", "/hello/:name", exchange -> exchange.json(Map.of("hello", exchange.path("name"))));
        server.platform.route("POST", "/body", exchange -> exchange.json(exchange.body()));
        server.platform.route("GET", "/refuse", exchange -> {
            throw AppKitException.validation("Missing required field: x");
        });
        server.platform.route("GET", "/crash", exchange -> {
            throw new IllegalStateException("boom");
        });
        server.platform.route("GET", "/silent", exchange -> {});
        server.platform.route("GET", "/events", exchange -> opened.add(exchange.events()));
        server.platform.route("GET", "/produce", exchange -> exchange.events(stream -> stream.finish(TICK)));
        server.platform.route("GET", "/forget", exchange -> exchange.events(stream -> stream.send(TICK)));
        server.platform.route(
                "GET",
                "/header",
                exchange -> exchange.json(Map.of(
                        "seen",
                        exchange.header("x_forwarded_user")
                                .or(() -> exchange.header("X-Forwarded-User"))
                                .or(() -> exchange.header("cookie"))
                                .or(() -> exchange.header("authorization"))
                                .orElse("nothing"))));
    }

    @AfterEach
    void stop() throws Exception {
        server.close();
    }

    private HttpResponse<String> get(String path) throws Exception {
        return server.send(server.request(path));
    }

    private static void await(String what, java.util.function.BooleanSupplier condition) {
        long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as(what).isLessThan(deadline);
            Thread.onSpinWait();
        }
    }

    @Test
    void answersAHandlerInAnyCaseAndHandsBackItsLease() throws Exception {
        HttpResponse<String> answer = get("/API/Demo/HELLO/a%20b/");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("{\"hello\":\"a b\"}");
        assertThat(answer.headers().firstValue("cache-control")).contains("no-store");
        assertThat(answer.headers().firstValue("x-content-type-options")).contains("nosniff");
        await("lease", () -> server.platform.openLeases.get() == 0);
    }

    @ParameterizedTest
    @CsvSource({
        "GET,/api,404", "GET,/api/,404", "GET,/api/none,404", "GET,/api/demo/none,404", "POST,/api/demo/hello/x,404",
        "GET,/query,404", "GET,/query/x,404", "GET,/api/appkit/config,404", "POST,/some/page,404", "PUT,/health,404",
        "GET,/api/away/x,503", "GET,/health,200", "GET,/health/ready,200"
    })
    void answersWithJsonWhereThereIsNoPage(String method, String path, int status) throws Exception {
        HttpResponse<String> answer = server.send(server.request(path).method(method, BodyPublishers.noBody()));

        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.headers().firstValue("content-type").orElse("")).startsWith("application/json");
    }

    @Test
    void namesAPluginThatIsNotAvailable() throws Exception {
        HttpResponse<String> answer = get("/api/away/x");

        assertThat(answer.body()).isEqualTo("{\"error\":\"Plugin 'away' is not available\",\"plugin\":\"away\"}");
        assertThat(answer.headers().firstValue("retry-after")).contains("5");
    }

    @Test
    void headHasHeadersOnlyAndOptionsNamesTheMethods() throws Exception {
        HttpResponse<String> head =
                server.send(server.request("/api/demo/hello/x").method("HEAD", BodyPublishers.noBody()));
        HttpResponse<String> options =
                server.send(server.request("/api/demo/hello/x").method("OPTIONS", BodyPublishers.noBody()));

        assertThat(head.statusCode()).isEqualTo(200);
        assertThat(head.body()).isEmpty();
        assertThat(options.statusCode()).isEqualTo(200);
        assertThat(options.headers().firstValue("allow")).contains("GET, HEAD");
        assertThat(server.raw("TRACE /health")).startsWith("HTTP/1.1 405");
    }

    @Test
    void errorsOfHandlersBecomeAnswers() throws Exception {
        assertThat(get("/api/demo/refuse").statusCode()).isEqualTo(400);
        assertThat(get("/api/demo/refuse").body()).isEqualTo("{\"error\":\"Missing required field: x\"}");
        assertThat(get("/api/demo/crash").statusCode()).isEqualTo(500);
        assertThat(get("/api/demo/crash").body()).doesNotContain("at io.appkit");
        assertThat(get("/api/demo/silent").statusCode()).isEqualTo(500);
        await("leases", () -> server.platform.openLeases.get() == 0);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "application/json|{\"a\":1}|200|{\"a\":1}",
                "application/json|[1]|200|{}",
                "text/plain|{\"a\":1}|200|{}",
                "application/json|null|400|{\"error\":\"Invalid JSON body\"}",
                "application/json|7|400|{\"error\":\"Invalid JSON body\"}",
                "application/json|{\"a\":|400|{\"error\":\"Invalid JSON body\"}",
                "application/json|{} {}|400|{\"error\":\"Invalid JSON body\"}",
                "application/json; charset=latin1|{}|415|{\"error\":\"Unsupported charset\"}"
            })
    void readsJsonBodiesByTheContract(String type, String body, int status, String answer) throws Exception {
        HttpResponse<String> response = server.send(
                server.request("/api/demo/body").header("Content-Type", type).POST(BodyPublishers.ofString(body)));

        assertThat(response.statusCode()).isEqualTo(status);
        assertThat(response.body()).isEqualTo(answer);
    }

    @Test
    void theLimitCountsInflatedBytes() throws Exception {
        ByteArrayOutputStream zipped = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(zipped)) {
            gzip.write(("{\"a\":\"" + "x".repeat(100_000) + "\"}").getBytes(UTF_8));
        }
        HttpResponse<String> answer = server.send(server.request("/api/demo/body")
                .header("Content-Type", "application/json")
                .header("Content-Encoding", "gzip")
                .POST(BodyPublishers.ofByteArray(zipped.toByteArray())));

        assertThat(answer.statusCode()).isEqualTo(413);
        assertThat(answer.body()).isEqualTo("{\"error\":\"Request body too large\"}");
    }

    @ParameterizedTest
    @CsvSource({"400,200", "1200,400"})
    void nestingBeyondTheLimitIsMalformed(int levels, int status) throws Exception {
        server.platform.bodyLimit = 1 << 20;
        String deep = "{\"a\":" + "[".repeat(levels) + "]".repeat(levels) + "}";

        assertThat(server.send(server.request("/api/demo/body")
                                .header("Content-Type", "application/json")
                                .POST(BodyPublishers.ofString(deep)))
                        .statusCode())
                .isEqualTo(status);
    }

    @Test
    void withoutAGateNothingIsServed() throws Exception {
        server.gate = null;

        assertThat(get("/health").statusCode()).isEqualTo(503);
        assertThat(get("/").statusCode()).isEqualTo(503);
        assertThat(get("/api/demo/hello/x").headers().firstValue("retry-after")).contains("1");
    }

    @Test
    void aGateThatFailsLetsNothingThroughAndShowsNothing() throws Exception {
        server.gate = request -> {
            throw new IllegalStateException("inside");
        };

        assertThat(get("/").statusCode()).isEqualTo(500);
        assertThat(get("/").body()).isEqualTo("{\"error\":\"Server error\"}");
    }

    @Test
    void whomTheGateDoesNotAdmitReachesNoHandler() throws Exception {
        server.gate = request -> new GateDecision.Public();
        assertThat(get("/api/demo/hello/x").statusCode()).isGreaterThanOrEqualTo(400);

        server.gate = request -> new GateDecision.Refuse(401, "AUTHENTICATION_ERROR", "Sign in");
        assertThat(get("/api/demo/hello/x").body()).contains("\"code\":\"AUTHENTICATION_ERROR\"");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "X-Forwarded-User: eve",
                "x_forwarded_user: eve",
                "X_Forwarded-User: eve",
                "Cookie: a=b",
                "Authorization: Bearer t"
            })
    void headersOfIdentityAreInvisibleBehindTheGate(String header) throws Exception {
        assertThat(server.raw("GET /api/demo/header", header)).contains("{\"seen\":\"nothing\"}");
    }

    @Test
    void headersOf12KibPassAndOf20KibDoNot() throws Exception {
        assertThat(server.raw("GET /health", "X-Long: " + "x".repeat(12 * 1024)))
                .startsWith("HTTP/1.1 200");
        assertThat(server.raw("GET /health", "X-Long: " + "x".repeat(20 * 1024)))
                .startsWith("HTTP/1.1 431");
    }

    @Test
    void thePageCarriesThePayloadAndIsConditional() throws Exception {
        HttpResponse<String> page = get("/deep/link");
        String tag = page.headers().firstValue("etag").orElseThrow();

        assertThat(page.body())
                .contains("id=\"__appkit__\"")
                .contains("\"appName\":\"orders\"")
                .contains("PAGE");
        assertThat(page.body()).contains("\\u003c/script\\u003e");
        assertThat(page.headers().firstValue("content-security-policy")).isPresent();
        assertThat(get("/index.html").headers().firstValue("etag")).contains(tag);
        assertThat(server.send(server.request("/").header("If-None-Match", tag)).statusCode())
                .isEqualTo(304);
        assertThat(get("/apiary").body()).contains("PAGE");
    }

    @Test
    void assetsAreKeptForGoodAndMissingOnesAreNoPages() throws Exception {
        HttpResponse<String> asset = get("/assets/index-Ab3dEf9h.js");

        assertThat(asset.headers().firstValue("cache-control").orElse("")).contains("immutable");
        assertThat(asset.headers().firstValue("content-type")).contains("text/javascript; charset=utf-8");
        assertThat(get("/assets/missing.js").statusCode()).isEqualTo(404);
        assertThat(get("/assets/missing.js").body()).doesNotContain("PAGE");
        HttpResponse<String> part =
                server.send(server.request("/assets/index-Ab3dEf9h.js").header("Range", "bytes=2-4"));
        assertThat(part.statusCode()).isEqualTo(206);
        assertThat(part.body()).isEqualTo("234");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/../outside.txt",
                "/../../outside.txt",
                "/assets/../../outside.txt",
                "/..%2foutside.txt",
                "/%2e%2e/outside.txt",
                "/%2e%2e%2foutside.txt",
                "/..%5coutside.txt",
                "/..\\outside.txt",
                "/%c0%ae%c0%ae/outside.txt",
                "/%e0%80%ae%e0%80%ae/outside.txt",
                "/..%c0%afoutside.txt",
                "/..%00/outside.txt",
                "/outside.txt%00.js",
                "/link.txt",
                "/link.txt/",
                "/.env",
                "/%2eenv",
                "/.env/",
                "/../.env",
                "/assets/../.env",
                "/./.env",
                "/..;/outside.txt",
                "/..;x/.env",
                "/.env;.js",
                "//.env",
                "//outside.txt",
                "/assets//../.env",
                "/%252e%252e/outside.txt",
                "/....//outside.txt",
                "/%",
                "/%zz",
                "/%u002e%u002e/outside.txt",
                "/.%00env",
                "/?/../.env",
                "/assets/%2e%2e/%2eenv",
                "/%2e/%2eenv"
            })
    void hostilePathsReachNoSecret(String path) throws Exception {
        for (String accept : new String[] {"Accept: */*", "Accept: text/html"}) {
            String answer = server.raw("GET " + path, accept);
            assertThat(answer).startsWith("HTTP/1.1 ").doesNotContain("TOP-SECRET");
        }
    }

    @Test
    void eventsArriveOneByOneWithTheHeadersOfAStream() throws Exception {
        HttpResponse<InputStream> answer = server.stream(server.request("/api/demo/events"));
        EventStream stream = opened.poll(20, TimeUnit.SECONDS);

        assertThat(answer.headers().firstValue("content-type")).contains("text/event-stream; charset=utf-8");
        assertThat(answer.headers().firstValue("cache-control")).contains("no-cache, no-transform");
        assertThat(stream.send(TICK)).isTrue();
        byte[] frame = "data: {\"type\":\"tick\"}\n\n".getBytes(UTF_8);
        assertThat(answer.body().readNBytes(frame.length)).isEqualTo(frame);
        stream.finish(TICK);
        assertThat(answer.body().readAllBytes()).isEqualTo(frame);
        await("lease", () -> server.platform.openLeases.get() == 0);
    }

    @Test
    void aProducersStreamEndsOnceAndAForgottenEndIsMadeGood() throws Exception {
        assertThat(get("/api/demo/produce").body()).isEqualTo("data: {\"type\":\"tick\"}\n\n");
        assertThat(server.platform.failures).hasValue(0);
        assertThat(get("/api/demo/forget").body()).contains("tick").contains("failed");
    }

    @Test
    void clientsThatDoNotReadHoldNoThreadAndAreDroppedWhenTheirQueueIsFull() throws Exception {
        Message large = new Message("tick", ("\"" + "x".repeat(1 << 20) + "\"").getBytes(UTF_8));
        Socket[] lazy = new Socket[2 * TestServer.HANDLERS];
        try {
            for (int i = 0; i < lazy.length; i++) {
                lazy[i] = server.open("GET /api/demo/events");
                EventStream stream = opened.poll(20, TimeUnit.SECONDS);
                CountDownLatch gone = new CountDownLatch(1);
                stream.cancellation().onCancel(gone::countDown);
                for (int sent = 0; sent < 64 && stream.send(large); sent++) {
                    assertThat(sent).as("frames until the queue is full").isLessThan(63);
                }
                assertThat(gone.await(20, TimeUnit.SECONDS)).isTrue();
            }
            assertThat(get("/api/demo/hello/x").statusCode()).isEqualTo(200);
            assertThat(brokenOff(lazy[0])).as("no clean end of a cut stream").isTrue();
            await("leases", () -> server.platform.openLeases.get() == 0);
        } finally {
            for (Socket socket : lazy) {
                socket.close();
            }
        }
    }

    /** Whether what the client finds when it reads at last does not end as a whole chunked body does. */
    private static boolean brokenOff(Socket socket) {
        ByteArrayOutputStream read = new ByteArrayOutputStream();
        try {
            socket.getInputStream().transferTo(read);
        } catch (java.io.IOException e) {
            return true;
        }
        return !read.toString(UTF_8).endsWith("0\r\n\r\n");
    }

    @Test
    void aClientThatHasGoneIsNoticed() throws Exception {
        Socket socket = server.open("GET /api/demo/events");
        EventStream stream = opened.poll(20, TimeUnit.SECONDS);
        socket.close();

        await("disconnect", () -> !stream.send(TICK) || stream.cancellation().isCancelled());
        await("lease", () -> server.platform.openLeases.get() == 0);
    }
}
