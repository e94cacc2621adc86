package io.appkit.itests;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What clients see while a server starts and ends (contract: server, sections 7 and 10). */
@Timeout(120)
class ShutdownIT {

    private static final Pattern LENGTH = Pattern.compile("(?i)content-length: (\\d+)");
    private static final String BODY = "{\"parameters\":{}}";

    private static Distribution distribution() throws IOException {
        return Distribution.unpack().configure("appkit.auth.cfg", "mode = databricks-apps");
    }

    @Test
    void runningRequestsEndOpenConnectionsAreToldAndNewOnesRefused() throws Exception {
        try (Server server = distribution().start().awaitReady();
                Socket open = connect(server);
                Socket running = connect(server);
                Socket stuck = connect(server)) {
            assertThat(ask(open, "GET /health")).startsWith("HTTP/1.1 200").doesNotContain("Connection: close");
            startPosting(running);
            startPosting(stuck);
            CompletableFuture<Integer> exit = CompletableFuture.supplyAsync(server::terminate);
            server.await("a closed port", () -> refuses(server));

            assertThat(ask(open, "GET /health")).startsWith("HTTP/1.1 200").containsIgnoringCase("Connection: close");
            running.getOutputStream().write(BODY.getBytes(ISO_8859_1));
            assertThat(head(running)).startsWith("HTTP/1.1 200");
            assertThat(exit.isDone()).as("the end while a request runs").isFalse();
            assertThat(exit.get()).isZero();
        }
    }

    @Test
    void aFileThatIsBeingUploadedArrivesWhole() throws Exception {
        Distribution distribution = distribution().configure("appkit.files.volume-files.cfg", "policy = allowAll");
        Path volume = distribution.home().resolve("var/local/volumes/main/default/files");
        try (Server server = distribution.start().awaitReady();
                RunningUpload running = RunningUpload.begin(server.port(), "late.txt", "X-Forwarded-User: 7");
                RunningUpload stuck = RunningUpload.begin(server.port(), "never.txt", "X-Forwarded-User: 7")) {
            CompletableFuture<Integer> exit = CompletableFuture.supplyAsync(server::terminate);
            server.await("a closed port", () -> refuses(server));

            assertThat(running.end()).startsWith("HTTP/1.1 200");
            assertThat(exit.isDone()).as("the end while a request runs").isFalse();
            assertThat(exit.get()).isZero();
            assertThat(stuck.status()).doesNotContain("200");
        }
        assertThat(volume.resolve("late.txt")).hasContent(RunningUpload.CONTENT);
        assertThat(volume.resolve("never.txt")).doesNotExist();
    }

    @Test
    void noAnswerOfAStartOrAnEndSaysThatThePageOrThePluginDoesNotExist() throws Exception {
        Map<String, Integer> answers = new TreeMap<>();
        try (Server server = distribution().start()) {
            server.await("200 of /health", () -> count(answers, server).getOrDefault("GET /health 200", 0) > 20);
            CompletableFuture<Integer> exit = CompletableFuture.supplyAsync(server::terminate);
            while (!exit.isDone()) {
                count(answers, server);
            }
            assertThat(exit.get()).isZero();
        }
        assertThat(answers.keySet()).allSatisfy(answer -> assertThat(answer).matches(".* (200|503|none)"));
        assertThat(answers).containsKeys("GET / 200", "OPTIONS /api/analytics/query/x 200");
    }

    private static Map<String, Integer> count(Map<String, Integer> answers, Server server) {
        for (String request : new String[] {"GET /health", "GET /", "OPTIONS /api/analytics/query/x"}) {
            try (Socket socket = connect(server)) {
                String answer = ask(socket, request);
                answers.merge(
                        request + " " + answer.substring("HTTP/1.1 ".length(), "HTTP/1.1 200".length()),
                        1,
                        Integer::sum);
            } catch (IOException e) {
                answers.merge(request + " none", 1, Integer::sum);
            }
        }
        return answers;
    }

    @Test
    void anIdleConnectionDoesNotHoldTheEndUp() throws Exception {
        try (Server server = distribution().start().awaitReady();
                Socket idle = connect(server)) {
            ask(idle, "GET /health");
            long start = System.nanoTime();
            assertThat(server.terminate()).isZero();
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(8));
            assertThatThrownBy(() -> connect(server)).isInstanceOf(ConnectException.class);
        }
    }

    /** Returns once the server waits for the body. */
    private static void startPosting(Socket socket) throws IOException {
        send(
                socket,
                "POST /api/analytics/query/kpis",
                "Content-Type: application/json",
                "Content-Length: " + BODY.length(),
                "Expect: 100-continue");
        assertThat(head(socket)).startsWith("HTTP/1.1 100");
    }

    private static Socket connect(Server server) throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port());
        socket.setSoTimeout(15_000);
        return socket;
    }

    private static boolean refuses(Server server) {
        try (Socket socket = connect(server)) {
            return !socket.isConnected();
        } catch (IOException e) {
            return true;
        }
    }

    private static String ask(Socket socket, String line) throws IOException {
        send(socket, line);
        return head(socket);
    }

    private static void send(Socket socket, String line, String... headers) throws IOException {
        String more = headers.length == 0 ? "" : String.join("\r\n", headers) + "\r\n";
        String head = line + " HTTP/1.1\r\nHost: localhost\r\nX-Forwarded-User: 7\r\n" + more + "\r\n";
        socket.getOutputStream().write(head.getBytes(ISO_8859_1));
    }

    /** The head of an answer; its body is read, too. */
    private static String head(Socket socket) throws IOException {
        InputStream in = socket.getInputStream();
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            int next = in.read();
            if (next < 0) {
                throw new IOException("the connection ended after: " + head);
            }
            head.append((char) next);
        }
        Matcher length = LENGTH.matcher(head);
        in.readNBytes(length.find() ? Integer.parseInt(length.group(1)) : 0);
        return head.toString();
    }
}
