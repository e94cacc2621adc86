package io.appkit.server;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.appkit.api.platform.GateDecision;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Answers that are ready before the request's body is in. */
@Timeout(60)
class UnreadBodyTest {

    private static final String BODY = "{\"a\":1}";
    private static final int NOTHING_COMES_MILLIS = 300;
    private static final Pattern LENGTH = Pattern.compile("(?i)content-length: (\\d+)");

    @TempDir
    Path folder;

    private TestServer server;

    @BeforeEach
    void start() throws Exception {
        server = new TestServer(folder, Map.of());
        server.platform.route("POST", "/ignore", exchange -> exchange.json(Map.of()));
        server.platform.route("POST", "/fail", exchange -> {
            throw new IllegalStateException("before the body");
        });
    }

    @AfterEach
    void stop() throws Exception {
        server.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/none", "/api/demo/none", "/api/away/x", "/api/demo/fail"})
    void aSmallBodyIsTakenInBeforeTheAnswerAndTheConnectionStays(String path) throws Exception {
        try (Socket socket = post(path, "Content-Length: " + BODY.length())) {
            assertThatNothingComes(socket);
            socket.getOutputStream().write(BODY.getBytes(ISO_8859_1));
            assertThat(head(socket)).startsWith("HTTP/1.1 ").doesNotContainIgnoringCase("connection: close");
            socket.getOutputStream().write("GET /health HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(ISO_8859_1));
            assertThat(head(socket)).startsWith("HTTP/1.1 200 ");
        }
    }

    @Test
    void theGateTakesInASmallBodyToo() throws Exception {
        server.gate = null;
        try (Socket socket = post("/", "Content-Length: " + BODY.length())) {
            assertThatNothingComes(socket);
            socket.getOutputStream().write(BODY.getBytes(ISO_8859_1));
            assertThat(head(socket)).startsWith("HTTP/1.1 503 ").doesNotContainIgnoringCase("connection: close");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 303, 401})
    void soDoesWhatTheGateAnswersItself(int status) throws Exception {
        server.gate = request -> status == 401
                ? new GateDecision.Refuse(401, "AUTHENTICATION_ERROR", "Sign in to go on")
                : new GateDecision.Respond(
                        status, Map.of("Content-Type", "text/plain", "Location", "/"), List.of("a=b"), "text");
        try (Socket socket = post("/.auth/logout", "Content-Length: " + BODY.length())) {
            assertThatNothingComes(socket);
            socket.getOutputStream().write(BODY.getBytes(ISO_8859_1));
            assertThat(head(socket)).startsWith("HTTP/1.1 " + status).doesNotContainIgnoringCase("connection: close");
            socket.getOutputStream().write("GET /health HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(ISO_8859_1));
            assertThat(head(socket)).startsWith("HTTP/1.1 " + status);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/none", "/api/demo/ignore", "/some/page"})
    void aBodyThatDoesNotComeEndsTheConnectionAndTheAnswerSaysSo(String path) throws Exception {
        assertThat(answerWithoutBody(path, "Content-Length: 5")).containsIgnoringCase("\r\nConnection: close\r\n");
    }

    @Test
    void soDoesOneThatTheGateRefuses() throws Exception {
        server.gate = null;
        assertThat(answerWithoutBody("/", "Content-Length: 5"))
                .startsWith("HTTP/1.1 503 ")
                .containsIgnoringCase("\r\nConnection: close\r\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Content-Length: 100000", "Transfer-Encoding: chunked"})
    void aBodyOfUnknownOrLargeSizeIsNotWaitedFor(String header) throws Exception {
        assertThat(answerWithoutBody("/api/none", header)).containsIgnoringCase("\r\nConnection: close\r\n");
    }

    @Test
    void anAnswerToAWholeRequestKeepsTheConnection() throws Exception {
        assertThat(server.send(server.request("/api/none")).headers().firstValue("Connection"))
                .isEmpty();
    }

    private Socket post(String path, String header) throws IOException {
        return server.openKept("POST " + path, List.of(header));
    }

    private static void assertThatNothingComes(Socket socket) throws IOException {
        int before = socket.getSoTimeout();
        socket.setSoTimeout(NOTHING_COMES_MILLIS);
        try {
            assertThat(socket.getInputStream().read())
                    .as("an answer before the body")
                    .isNull();
        } catch (SocketTimeoutException e) {
            socket.setSoTimeout(before);
        }
    }

    /** The head of the next answer; its body is read, too. */
    private static String head(Socket socket) throws IOException {
        InputStream in = socket.getInputStream();
        StringBuilder head = new StringBuilder();
        while (!head.toString().endsWith("\r\n\r\n")) {
            int next = in.read();
            assertThat(next).as("the end of the connection after: " + head).isNotNegative();
            head.append((char) next);
        }
        Matcher length = LENGTH.matcher(head);
        assertThat(length.find()).as(head.toString()).isTrue();
        in.readNBytes(Integer.parseInt(length.group(1)));
        return head.toString();
    }

    private String answerWithoutBody(String path, String header) throws Exception {
        try (Socket socket = post(path, header)) {
            return new String(socket.getInputStream().readAllBytes(), ISO_8859_1);
        }
    }
}
