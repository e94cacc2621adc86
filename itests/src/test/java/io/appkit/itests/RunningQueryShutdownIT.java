package io.appkit.itests;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.appkit.itests.FaultCell.Answer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What the end of a server leaves of its work (contract: server, sections 7 and 10; streaming, section 7). */
@Timeout(180)
class RunningQueryShutdownIT {

    private static final String POLLS = "GET /api/2.0/sql/statements/*";
    private static final String CANCELS = "POST /api/2.0/sql/statements/*/cancel";

    private static final ObjectNode COUNTED =
            new ObjectMapper().createObjectNode().put("kind", "delay").put("delay_ms", 1);

    @TempDir
    Path app;

    private final Distribution distribution = Distribution.unpack();
    private final WorkspaceFaults workspace = new WorkspaceFaults(Distribution.freePort());

    @BeforeEach
    void configure() throws Exception {
        Files.createDirectories(app.resolve("config/queries"));
        Files.writeString(
                app.resolve("config/queries/endless.sql"),
                "SELECT count(*) AS n FROM range(100000000) AS a CROSS JOIN range(100000000) AS b");
        Files.writeString(app.resolve("config/queries/short.sql"), "SELECT 1 AS n");
        distribution.configure("appkit.local.cfg", "faults = true", "port = " + workspace.port());
    }

    private Server start(int port) {
        return distribution
                .start(Map.of("APPKIT_APP_DIR", app.toString(), "DATABRICKS_APP_PORT", Integer.toString(port)))
                .awaitReady()
                .signIn();
    }

    private CompletableFuture<Answer> runEndlessly(Server server) {
        workspace.deliver(new ObjectMapper().createObjectNode().put("longest_wait_ms", 0));
        WorkspaceFaults.Rule polls = workspace.add(COUNTED, POLLS, "CROSS JOIN");
        CompletableFuture<Answer> answer = FaultCell.send(() -> FaultStep.ROWS_POLL.request(server, "endless"));
        server.await("a running statement", () -> polls.hits() > 0);
        return answer;
    }

    @Test
    void theStreamOfARunningQueryEndsWithOneMessageAndItsStatementIsCancelled() throws Exception {
        StubbornPlugin.bundle(distribution.home().resolve("deploy/stubborn.jar"));
        try (Server server = start(Distribution.freePort())) {
            server.await("the plugin", () -> log(server).contains("Plugin stubborn 1.0.0 serves"));
            // Holds the end up, so that one can look at it.
            CompletableFuture<Answer> stuck = FaultCell.send(
                    () -> FaultStep.builder(server, "/api/stubborn/stick").build());
            server.await("the stuck request", () -> log(server).contains("stuck with a GET"));
            CompletableFuture<Answer> answer = runEndlessly(server);
            WorkspaceFaults.Rule cancels = workspace.add(COUNTED, CANCELS, "CROSS JOIN");

            CompletableFuture<Integer> exit = CompletableFuture.supplyAsync(server::terminate);
            assertEnded(answer.get());
            server.await("a cancelled statement", () -> cancels.hits() == 1);
            assertThat(exit.isDone()).as("the end while a request runs").isFalse();
            // Neither the request nor the plugin ever ends: the server does, within 12 s.
            assertThat(exit.get()).isZero();
            assertThat(stuck.get().status()).isZero();
        }
    }

    private static void assertEnded(Answer answer) {
        assertThat(answer.status()).isEqualTo(200);
        List<JsonNode> ends = answer.messages().stream()
                .filter(message -> !message.path("type").asText().equals("warehouse_status"))
                .toList();
        assertThat(ends).hasSize(1);
        assertThat(ends.get(0).path("type").asText()).isEqualTo("error");
        assertThat(ends.get(0).path("code").asText()).isEqualTo("TEMPORARY_UNAVAILABLE");
        assertThat(ends.get(0).path("error").asText()).isEqualTo("Server is shutting down, please retry");
    }

    private static String log(Server server) {
        return String.join("\n", server.output());
    }

    @Test
    void aServerKilledInTheMiddleOfAQueryStartsAgainInTheSamePlace() throws Exception {
        int port = Distribution.freePort();
        CompletableFuture<Answer> lost;
        try (Server killed = start(port)) {
            lost = runEndlessly(killed);
        }
        assertThat(lost.get().status()).isZero();
        try (Server second = start(port)) {
            Answer answer = FaultCell.send(() -> FaultStep.ROWS_POLL.request(second, "short"))
                    .get();
            assertThat(answer.messages().get(answer.messages().size() - 1).path("data"))
                    .hasSize(1);
            assertThat(second.terminate()).isZero();
        }
    }
}
