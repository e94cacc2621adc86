package io.appkit.server;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.appkit.api.AppKitException;
import io.appkit.api.ErrorKind;
import io.appkit.api.platform.GateDecision;
import io.appkit.api.stream.ByteAnswer;
import java.io.ByteArrayInputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Answers that a client gets to see although it is still sending. */
@Timeout(120)
class RefusedUploadTest {

    private static final int LARGE = 50 << 20;

    @TempDir
    Path folder;

    private TestServer server;

    @BeforeEach
    void start() throws Exception {
        server = new TestServer(folder, Map.of());
        server.platform.route("POST", "/thrown", exchange -> {
            throw refusal();
        });
        server.platform.route("POST", "/plain", exchange -> exchange.json(413, Map.of("error", "Too large")));
        server.platform.route(
                "POST", "/failed", exchange -> exchange.answerLater().fail(refusal()));
        server.platform.route("POST", "/answered", exchange -> {
            ByteAnswer answer = exchange.answerLater();
            answer.begin(413, Map.of("Content-Type", "application/json"));
            answer.send(List.of(ByteBuffer.wrap("{\"error\":\"Too large\"}".getBytes(UTF_8))))
                    .thenRun(answer::finish);
        });
        server.platform.route("POST", "/midway", exchange -> {
            ByteAnswer answer = exchange.answerLater();
            Intake intake = Intake.asTold();
            exchange.content().subscribe(intake);
            intake.request(1);
            intake.first.thenRun(() -> answer.fail(refusal()));
        });
        server.platform.route("POST", "/taken", exchange -> {
            ByteAnswer answer = exchange.answerLater();
            Intake intake = Intake.ofAll();
            exchange.content().subscribe(intake);
            intake.whole.thenRun(() -> {
                answer.begin(200, Map.of());
                answer.finish();
            });
        });
    }

    @AfterEach
    void stop() throws Exception {
        server.close();
    }

    private static AppKitException refusal() {
        return new AppKitException(ErrorKind.VALIDATION, 413, "too large", "Too large", null, null);
    }

    @ParameterizedTest
    @CsvSource({
        "/api/demo/thrown, true", "/api/demo/thrown, false",
        "/api/demo/plain, true", "/api/demo/plain, false",
        "/api/demo/failed, true", "/api/demo/failed, false",
        "/api/demo/answered, true", "/api/demo/answered, false",
        "/api/demo/midway, true", "/api/demo/midway, false"
    })
    void aClientThatSendsAllBeforeItListensSeesTheRefusal(String path, boolean length) throws Exception {
        byte[] megabyte = new byte[1 << 20];
        try (Socket socket = server.openKept(
                "POST " + path, List.of(length ? "Content-Length: " + LARGE : "Transfer-Encoding: chunked"))) {
            OutputStream out = socket.getOutputStream();
            for (int sent = 0; sent < LARGE; sent += megabyte.length) {
                if (!length) {
                    out.write("100000\r\n".getBytes(ISO_8859_1));
                }
                out.write(megabyte);
                if (!length) {
                    out.write("\r\n".getBytes(ISO_8859_1));
                }
            }
            RawAnswer answer = RawAnswer.read(socket);
            assertThat(answer.head()).startsWith("HTTP/1.1 413 ").contains("\r\nconnection: close\r\n");
            assertThat(answer.body()).isEqualTo("{\"error\":\"Too large\"}");
            assertThat(socket.getInputStream().read()).isEqualTo(-1);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/api/demo/thrown", "/api/demo/plain", "/api/demo/failed", "/api/demo/midway", "/api/demo/none"})
    void soDoesOneOfJava(String path) throws Exception {
        byte[] body = new byte[LARGE];

        HttpResponse<String> known = server.send(server.request(path).POST(BodyPublishers.ofByteArray(body)));
        HttpResponse<String> unknown = server.send(
                server.request(path).POST(BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(body))));

        int status = path.endsWith("none") ? 404 : 413;
        assertThat(known.statusCode()).isEqualTo(status);
        assertThat(unknown.statusCode()).isEqualTo(status);
    }

    @Test
    void soDoesOneThatTheGateRefuses() throws Exception {
        server.gate = request -> new GateDecision.Refuse(401, "AUTHENTICATION_ERROR", "Sign in to go on");

        assertThat(server.send(server.request("/api/demo/taken").POST(BodyPublishers.ofByteArray(new byte[LARGE])))
                        .statusCode())
                .isEqualTo(401);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/demo/thrown", "/api/demo/plain", "/api/demo/failed", "/api/demo/answered"})
    void oneThatAsksFirstIsNotToldToGoOn(String path) throws Exception {
        try (Socket socket =
                server.openKept("POST " + path, List.of("Content-Length: " + LARGE, "Expect: 100-continue"))) {
            RawAnswer answer = RawAnswer.read(socket);
            assertThat(answer.head()).startsWith("HTTP/1.1 413 ").contains("\r\nconnection: close\r\n");
            assertThat(socket.getInputStream().read()).isEqualTo(-1);
        }
    }

    @Test
    void oneThatMaySendIsTold() throws Exception {
        try (Socket socket =
                server.openKept("POST /api/demo/taken", List.of("Content-Length: 3", "Expect: 100-continue"))) {
            assertThat(RawAnswer.read(socket).head()).startsWith("HTTP/1.1 100 ");
            socket.getOutputStream().write("abc".getBytes(ISO_8859_1));
            assertThat(RawAnswer.read(socket).head())
                    .startsWith("HTTP/1.1 200 ")
                    .doesNotContain("close");
        }
    }

    @Test
    void aSmallBodyIsTakenInAndTheConnectionStays() throws Exception {
        for (String path : List.of("/api/demo/thrown", "/api/demo/plain", "/api/demo/failed", "/api/demo/midway")) {
            try (Socket socket = server.openKept("POST " + path, List.of("Content-Length: 6"))) {
                socket.getOutputStream().write("abc".getBytes(ISO_8859_1));
                socket.getOutputStream().write("def".getBytes(ISO_8859_1));
                assertThat(RawAnswer.read(socket).head())
                        .startsWith("HTTP/1.1 413 ")
                        .doesNotContain("close");
                socket.getOutputStream().write("GET /health HTTP/1.1\r\nHost: x\r\n\r\n".getBytes(ISO_8859_1));
                assertThat(RawAnswer.read(socket).head()).startsWith("HTTP/1.1 200 ");
            }
        }
    }

    @Test
    void theBodyOfAFormIsNoPartOfTheQuery() throws Exception {
        AtomicReference<Map<String, List<String>>> queries = new AtomicReference<>();
        server.platform.route("POST", "/query", exchange -> {
            queries.set(exchange.queries());
            exchange.json(Map.of(
                    "a",
                    exchange.query("a").orElse("none"),
                    "b",
                    exchange.query("b").isPresent()));
        });

        assertThat(server.send(server.request("/api/demo/query?a=1%20%C3%A9+&path=x%2Fy&a=2&path=&c")
                                .header("Content-Type", "application/x-www-form-urlencoded")
                                .POST(BodyPublishers.ofString("a=3&b=4")))
                        .body())
                .contains("\"a\":\"1 \u00e9 \"", "\"b\":false");
        assertThat(queries.get())
                .isEqualTo(Map.of("a", List.of("1 \u00e9 ", "2"), "path", List.of("x/y", ""), "c", List.of("")));
        assertThat(queries.get().keySet()).containsExactly("a", "path", "c");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a=%zz", "a=%", "a=%C0%AF", "a=%e9", "%ff=1"})
    void aQueryThatCannotBeDecodedIsRefused(String query) throws Exception {
        server.platform.route("GET", "/query", exchange -> exchange.json(exchange.queries()));

        assertThat(server.raw("GET /api/demo/query?" + query))
                .startsWith("HTTP/1.1 400")
                .contains("{\"error\":\"Malformed query\"}");
    }
}
