package io.appkit.localworkspace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.appkit.localworkspace.RestClient.Reply;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class FaultsTest {

    private static final String FAULTS = "/api/2.0/appkit-local/faults";
    private static final String METADATA = "/.well-known/databricks-config";

    private static final ManualDelays DELAYS = new ManualDelays();
    private static LocalWorkspace workspace;
    private static RestClient client;

    @BeforeAll
    static void start() throws Exception {
        workspace = start(true);
        client = new RestClient(workspace);
    }

    private static LocalWorkspace start(boolean faults) throws Exception {
        return LocalWorkspace.start(
                new LocalWorkspace.Options(
                        0,
                        0.001,
                        Duration.ofHours(1),
                        Duration.ofMillis(1),
                        Optional.empty(),
                        Optional.empty(),
                        Folders.fresh(),
                        faults),
                Clock.systemUTC(),
                DELAYS);
    }

    @AfterEach
    void clear() throws Exception {
        assertThat(client.json("DELETE", FAULTS, "").status()).isEqualTo(200);
        assertThat(get()).startsWith("HTTP/1.1 200").endsWith("}");
    }

    @AfterAll
    static void stop() {
        workspace.close();
    }

    private static void fault(String kind, String fields) throws Exception {
        Reply reply = client.json(
                "POST",
                FAULTS,
                "{\"kind\":\"" + kind + "\",\"path\":\"" + METADATA + "\"" + (fields.isEmpty() ? "" : ",") + fields
                        + "}");
        assertThat(reply.body().path("message").asText()).isEmpty();
        assertThat(reply.status()).isEqualTo(200);
    }

    private static Socket ask() throws IOException {
        Socket socket = new Socket("127.0.0.1", URI.create(workspace.url()).getPort());
        socket.setSoTimeout(10_000);
        String request = "GET " + METADATA + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";
        socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
        return socket;
    }

    /** All that is answered until the connection is closed. */
    private static String get() throws IOException {
        try (Socket socket = ask()) {
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static int promised(String answer) {
        return Integer.parseInt(answer.replaceAll("(?s).*Content-Length: (\\d+).*", "$1"));
    }

    private static int sent(String answer) {
        return answer.substring(answer.indexOf("\r\n\r\n") + 4).length();
    }

    @Test
    void refuseClosesWithoutAnAnswer() throws Exception {
        fault("refuse", "");
        assertThat(get()).isEmpty();
    }

    @Test
    void resetResets() throws Exception {
        fault("reset", "");
        assertThatThrownBy(FaultsTest::get).isInstanceOf(SocketException.class).hasMessageContaining("reset");
    }

    @Test
    void aBlackHoleHoldsManyRequestsWithoutThreadsAndEndsWhenCleared() throws Exception {
        fault("black_hole", "");
        Socket[] sockets = new Socket[50];
        for (int i = 0; i < sockets.length; i++) {
            sockets[i] = ask();
        }
        Await.until(() -> hits() == sockets.length);
        sockets[0].setSoTimeout(50);
        assertThatThrownBy(() -> sockets[0].getInputStream().read()).isInstanceOf(SocketTimeoutException.class);
        sockets[0].setSoTimeout(10_000);
        client.json("DELETE", FAULTS, "");
        for (Socket socket : sockets) {
            assertThat(socket.getInputStream().read()).isEqualTo(-1);
            socket.close();
        }
    }

    private static long hits() throws Exception {
        return client.json("GET", FAULTS, "").body().at("/faults/0/hits").asLong();
    }

    @Test
    void delayAnswersLater() throws Exception {
        fault("delay", "\"delay_ms\":20");
        CompletableFuture<String> answer = CompletableFuture.supplyAsync(() -> {
            try {
                return get();
            } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
        });
        Await.until(() -> DELAYS.pending(Duration.ofMillis(20)));
        assertThat(answer).isNotDone();
        DELAYS.pass(Duration.ofMillis(20));
        assertThat(answer.get()).startsWith("HTTP/1.1 200").endsWith("}");
    }

    @Test
    void slowAnswersAByteASecondAndTheRestAtOnceWhenCleared() throws Exception {
        fault("slow", "");
        try (Socket socket = ask()) {
            InputStream in = socket.getInputStream();
            ByteArrayOutputStream received = new ByteArrayOutputStream();
            while (!received.toString(StandardCharsets.UTF_8).endsWith("\r\n\r\n{")) {
                received.write(in.read());
            }
            Await.until(() -> DELAYS.pending(Duration.ofSeconds(1)));
            assertThat(in.available()).isZero();
            DELAYS.pass(Duration.ofSeconds(1));
            assertThat(in.read()).isEqualTo('"');
            Await.until(() -> DELAYS.pending(Duration.ofSeconds(1)));
            assertThat(in.available()).isZero();
            client.json("DELETE", FAULTS, "");
            DELAYS.pass(Duration.ofSeconds(1));
            assertThat(new String(in.readAllBytes(), StandardCharsets.UTF_8)).endsWith("}");
        }
    }

    @Test
    void cutEndsInTheMiddle() throws Exception {
        fault("cut", "");
        String half = get();
        assertThat(half).startsWith("HTTP/1.1 200");
        assertThat(sent(half)).isEqualTo(promised(half) / 2);
    }

    @Test
    void cutEndsAfterSoManyBytes() throws Exception {
        fault("cut", "\"after_bytes\":7");
        assertThat(sent(get())).isEqualTo(7);
    }

    @Test
    void cutWorksInAChunkBehindALink() throws Exception {
        Reply links = client.execute(
                "SELECT id FROM range(100000)", "format", "ARROW_STREAM", "disposition", "EXTERNAL_LINKS");
        String link = links.body().at("/result/external_links/0/external_link").asText();
        client.json("POST", FAULTS, "{\"kind\":\"cut\",\"path\":\"/external-links/*\",\"times\":1}");
        assertThatThrownBy(() -> client.raw("GET", link, "")).isInstanceOf(IOException.class);
        HttpResponse<byte[]> whole = client.raw("GET", link, "");
        assertThat(ArrowTable.of(whole.body()).rows()).hasSize(100_000);
    }

    @Test
    void wrongLengthPromisesMoreOrLess() throws Exception {
        fault("wrong_length", "\"times\":1");
        String more = get();
        assertThat(promised(more)).isEqualTo(sent(more) + 10);
        fault("wrong_length", "\"by\":-5");
        String less = get();
        assertThat(promised(less)).isEqualTo(sent(less));
        assertThat(less).doesNotEndWith("}");
    }

    @Test
    void statusAnswersAsTheApiDoes() throws Exception {
        for (int status : new int[] {400, 401, 403, 404, 429, 500, 503}) {
            fault("status", "\"times\":1,\"status\":" + status);
            Reply reply = client.get(METADATA);
            assertThat(reply.status()).isEqualTo(status);
            assertThat(reply.body().get("error_code").asText()).isNotBlank().isNotEqualTo("UNKNOWN");
        }
        fault(
                "status",
                "\"status\":429,\"retry_after\":\"7\",\"error_code\":\"OTHER\",\"message\":\"Slow down\",\"times\":1");
        Reply reply = client.get(METADATA);
        assertThat(reply.response().headers().firstValue("Retry-After")).contains("7");
        JsonNode body = reply.body();
        assertThat(body.get("error_code").asText()).isEqualTo("OTHER");
        assertThat(body.get("message").asText()).isEqualTo("Slow down");
    }

    @Test
    void tokenExpiredAnswersAsForAnExpiredToken() throws Exception {
        fault("token_expired", "");
        Reply reply = client.get(METADATA);
        assertThat(reply.status()).isEqualTo(401);
        assertThat(reply.body().get("message").asText()).isEqualTo("Access token is expired.");
        assertThat(reply.response().headers().firstValue("WWW-Authenticate")).isPresent();
    }

    @Test
    void htmlComesInsteadOfJson() throws Exception {
        fault("html", "");
        assertThat(get()).startsWith("HTTP/1.1 200").contains("Content-Type: text/html", "<html>");
    }

    @Test
    void rulesMeetMethodPathAndCount() throws Exception {
        client.json(
                "POST",
                FAULTS,
                "{\"kind\":\"status\",\"method\":\"get\",\"path\":\"/.well-known/*\",\"skip\":1,\"times\":2}");
        assertThat(client.send("PUT", METADATA).status()).isNotEqualTo(500);
        assertThat(client.get(METADATA).status()).isEqualTo(200);
        assertThat(client.get(METADATA).status()).isEqualTo(500);
        assertThat(client.get("/.well-known/other").status()).isEqualTo(500);
        assertThat(client.get(METADATA).status()).isEqualTo(200);
        JsonNode rule = client.json("GET", FAULTS, "").body().at("/faults/0");
        assertThat(rule.get("remaining").asInt()).isZero();
        assertThat(rule.get("hits").asInt()).isEqualTo(2);
        assertThat(rule.get("kind").asText()).isEqualTo("status");
    }

    @Test
    void aRuleMeetsTheRequestsAboutOneStatementOnly() throws Exception {
        client.json(
                "POST",
                FAULTS,
                "{\"kind\":\"status\",\"status\":500,\"path\":\"/api/2.0/sql/*\",\"statement\":\"this one\",\"skip\":1}");
        Reply other = client.execute("SELECT 1 AS n /* another */");
        assertThat(other.status()).isEqualTo(200);
        Reply submitted = client.execute("SELECT 1 AS n /* this one */");
        assertThat(submitted.status()).isEqualTo(200);
        assertThat(client.execute("SELECT 1 AS n /* this one */").status()).isEqualTo(500);
        for (Reply reply : new Reply[] {submitted, other}) {
            String path = "/api/2.0/sql/statements/"
                    + reply.body().get("statement_id").asText();
            int status = reply == submitted ? 500 : 200;
            assertThat(client.get(path).status()).isEqualTo(status);
            assertThat(client.get(path + "/result/chunks/0").status()).isEqualTo(status);
            assertThat(client.send("POST", path + "/cancel").status()).isEqualTo(status);
        }
    }

    @Test
    void oneRuleCanBeForgottenAndLetsGoOfWhatHangsByIt() throws Exception {
        fault("status", "\"times\":1");
        fault("black_hole", "");
        assertThat(client.get(METADATA).status()).isEqualTo(500);
        try (Socket socket = ask()) {
            Await.until(() ->
                    client.json("GET", FAULTS, "").body().at("/faults/1/hits").asInt() == 1);
            String id = client.json("GET", FAULTS, "").body().at("/faults/1/id").asText();
            assertThat(client.json("DELETE", FAULTS + "/" + id, "").status()).isEqualTo(200);
            assertThat(socket.getInputStream().read()).isEqualTo(-1);
            assertThat(client.json("DELETE", FAULTS + "/" + id, "").status()).isEqualTo(404);
        }
        assertThat(client.json("GET", FAULTS, "").body().get("faults")).hasSize(1);
    }

    @Test
    void aWarehouseMayAnswerBeforeAStatementHasEndedAndCutRowsIntoParts() throws Exception {
        String delivery = "/api/2.0/appkit-local/delivery";
        client.json("PUT", delivery, "{\"longest_wait_ms\":0,\"chunk_rows\":2}");
        try {
            Reply submitted = client.execute("SELECT id FROM range(5)");
            String path = "/api/2.0/sql/statements/"
                    + submitted.body().get("statement_id").asText();
            assertThat(submitted.body().at("/status/state").asText()).isIn("PENDING", "RUNNING");
            Await.until(
                    () -> client.get(path).body().at("/status/state").asText().equals("SUCCEEDED"));
            assertThat(client.get(path).body().at("/result/next_chunk_index").asInt())
                    .isEqualTo(1);
            assertThat(client.get(path + "/result/chunks/2").body().get("data_array"))
                    .hasSize(1);
        } finally {
            client.json("DELETE", delivery, "");
        }
    }

    @Test
    void wrongRulesAreRefusedByName() throws Exception {
        for (String[] wrong : new String[][] {
            {"{\"kind\":\"flood\",\"path\":\"/\"}", "kind"},
            {"{\"kind\":\"reset\"}", "path"},
            {"{\"kind\":\"reset\",\"path\":\"/\",\"times\":0}", "times"},
            {"{\"kind\":\"delay\",\"path\":\"/\"}", "delay_ms"},
            {"{\"kind\":\"status\",\"path\":\"/\",\"status\":99}", "status"}
        }) {
            Reply reply = client.json("POST", FAULTS, wrong[0]);
            assertThat(reply.status()).isEqualTo(400);
            assertThat(reply.body().get("message").asText()).contains(wrong[1]);
        }
        assertThat(client.raw("POST", FAULTS, "{}", "Content-Type", "text/plain")
                        .statusCode())
                .isEqualTo(415);
    }

    @Test
    void theyAreOffByDefault() throws Exception {
        try (LocalWorkspace other = start(false)) {
            RestClient caller = new RestClient(other);
            assertThat(caller.post(FAULTS, "{}").status()).isEqualTo(501);
            assertThat(caller.get("/api/2.0/appkit-local/delivery").status()).isEqualTo(501);
        }
    }

    @Test
    void aStopEndsWhatHangs() throws Exception {
        LocalWorkspace other = start(true);
        RestClient caller = new RestClient(other);
        caller.json("POST", FAULTS, "{\"kind\":\"black_hole\",\"path\":\"" + METADATA + "\"}");
        try (Socket socket = new Socket("127.0.0.1", URI.create(other.url()).getPort())) {
            socket.setSoTimeout(10_000);
            String request = "GET " + METADATA + " HTTP/1.1\r\nHost: localhost\r\n\r\n";
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            Await.until(() ->
                    caller.json("GET", FAULTS, "").body().at("/faults/0/hits").asInt() == 1);
            other.close();
            assertThat(socket.getInputStream().read()).isEqualTo(-1);
        }
    }
}
