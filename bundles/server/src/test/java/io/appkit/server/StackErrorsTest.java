package io.appkit.server;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.appkit.server.http.Traffic;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.Socket;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the HTTP stack answers itself, before and beside our own code. */
@Timeout(60)
class StackErrorsTest {

    @TempDir
    Path folder;

    private TestServer server;
    private final CountDownLatch handling = new CountDownLatch(1);

    @BeforeEach
    void start() throws Exception {
        server = new TestServer(folder, Map.of());
        server.platform.route("POST", "/body", exchange -> {
            handling.countDown();
            exchange.json(exchange.body());
        });
    }

    @AfterEach
    void stop() throws Exception {
        server.close();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "GET /api/demo/hello/..%2f..%2fHIDDEN|400",
                "GET /HIDDEN%|400",
                "GET /api/demo/hello/HIDDEN%zz|400",
                "GET /HIDDEN/%2e%2e/x|400",
                "GET /HIDDEN;a/..;/x|400",
                "G<ET /HIDDEN|400"
            })
    void malformedRequestsAreRefusedInJsonWithoutTheirText(String line, int status) throws Exception {
        assertThat(server.raw(line))
                .startsWith("HTTP/1.1 " + status)
                .contains("{\"error\":\"Malformed request\"}")
                .containsIgnoringCase("Content-Type: application/json")
                .doesNotContain("HIDDEN")
                .doesNotContainIgnoringCase("<html")
                .doesNotContainIgnoringCase("Server:");
    }

    @Test
    void soAreOversizedHeadersAndUnknownVersions() throws Exception {
        assertThat(server.raw("GET /health", "X-Long: " + "x".repeat(20 * 1024)))
                .startsWith("HTTP/1.1 431")
                .endsWith("{\"error\":\"Request headers too large\"}");
        try (Socket socket = new Socket("127.0.0.1", server.port())) {
            socket.getOutputStream().write("GET / HTTP/7.0\r\nHost: x\r\n\r\n".getBytes(ISO_8859_1));
            assertThat(new String(socket.getInputStream().readAllBytes(), ISO_8859_1))
                    .startsWith("HTTP/1.1 505")
                    .endsWith("{\"error\":\"HTTP version not supported\"}");
        }
    }

    @Test
    void aBodyShorterThanAnnouncedIsNoBody() throws Exception {
        try (Socket socket =
                server.open("POST /api/demo/body", "Content-Type: application/json", "Content-Length: 99")) {
            socket.getOutputStream().write("{\"a\":1}".getBytes(ISO_8859_1));
            socket.shutdownOutput();
            assertThat(new String(socket.getInputStream().readAllBytes(), ISO_8859_1))
                    .doesNotStartWith("HTTP/1.1 200");
        }
        assertThat(server.raw("POST /api/demo/body", "Content-Length: many")).startsWith("HTTP/1.1 400");
    }

    @Test
    void aRequestBeforeTheDoorIsOpenIsToldToComeAgain() throws Exception {
        Server early = new Server();
        HttpConfiguration http = new HttpConfiguration();
        http.addCustomizer(new Traffic());
        ServerConnector connector = new ServerConnector(early, new HttpConnectionFactory(http));
        connector.setHost("127.0.0.1");
        early.addConnector(connector);
        early.start();
        try (Socket socket = new Socket("127.0.0.1", connector.getLocalPort())) {
            socket.setSoTimeout(20_000);
            socket.getOutputStream()
                    .write("GET / HTTP/1.1\r\nHost: x\r\nAccept: text/html\r\nConnection: close\r\n\r\n"
                            .getBytes(ISO_8859_1));
            assertThat(new String(socket.getInputStream().readAllBytes(), ISO_8859_1))
                    .startsWith("HTTP/1.1 503")
                    .containsIgnoringCase("Retry-After: 1")
                    .endsWith("{\"error\":\"The server is starting or stopping, please retry\"}");
        } finally {
            early.stop();
        }
    }

    @Test
    void aRequestThatHasNotComeThroughTheDoorIsNotServed() throws Exception {
        server.withdrawDoor();

        assertThat(server.raw("GET /health"))
                .startsWith("HTTP/1.1 503")
                .containsIgnoringCase("Retry-After: 1")
                .containsIgnoringCase("Content-Type: application/json");
    }

    @ParameterizedTest
    @CsvSource({"404, Not Found", "403, Forbidden", "409, Conflict", "500, Server error"})
    void anErrorOfAServletThatIsNotOursKeepsItsStatus(int status, String text) throws Exception {
        server.add("/foreign", new HttpServlet() {
            private static final long serialVersionUID = 1L;

            @Override
            protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
                response.sendError(status, "HIDDEN");
            }
        });
        assertThat(server.raw("GET /health")).startsWith("HTTP/1.1 200");

        assertThat(server.raw("GET /foreign"))
                .startsWith("HTTP/1.1 " + status)
                .containsIgnoringCase("Content-Type: application/json")
                .endsWith("{\"error\":\"" + text + "\"}");
    }

    @Test
    void nothingIsNotFoundBeforeTheFrontServletHasServed() throws Exception {
        server.add("/foreign", new HttpServlet() {
            private static final long serialVersionUID = 1L;

            @Override
            protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
                response.sendError(404);
            }
        });

        assertThat(server.raw("GET /foreign")).startsWith("HTTP/1.1 503").containsIgnoringCase("Retry-After: 1");
    }

    @Test
    void whileItLeavesAnAnswerIsTheLastOfItsConnection() throws Exception {
        server.traffic.leave();
        try (Socket socket = server.openKept("GET /health", List.of())) {
            assertThat(new String(socket.getInputStream().readAllBytes(), ISO_8859_1))
                    .startsWith("HTTP/1.1 200")
                    .containsIgnoringCase("\r\nConnection: close\r\n");
        }
        assertThat(server.traffic.awaitIdle(20_000)).isTrue();
    }

    @Test
    void aRunningRequestIsWaitedFor() throws Exception {
        try (Socket socket =
                server.open("POST /api/demo/body", "Content-Type: application/json", "Content-Length: 7")) {
            assertThat(handling.await(20, TimeUnit.SECONDS)).isTrue();
            server.traffic.leave();
            assertThat(server.traffic.awaitIdle(50)).isFalse();
            socket.getOutputStream().write("{\"a\":1}".getBytes(ISO_8859_1));
            assertThat(server.traffic.awaitIdle(20_000)).isTrue();
            assertThat(new String(socket.getInputStream().readAllBytes(), ISO_8859_1))
                    .endsWith("{\"a\":1}");
        }
    }
}
