package io.appkit.itests;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What a server shows that was started with nothing but a port. */
class ServerIT {

    private static Distribution distribution;
    private static Server server;

    @BeforeAll
    static void start() {
        distribution = Distribution.unpack();
        server = distribution.start().awaitHealthy();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void saysThatItIsHealthy() throws Exception {
        var answer = server.get("/health");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("{\"status\":\"ok\"}");
    }

    @Test
    void answersUnknownApiPathsInJson() throws Exception {
        var answer = server.awaitReady().signIn().get("/api/nope");

        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(answer.headers().firstValue("Content-Type").orElse("")).startsWith("application/json");
    }

    @Test
    void listensOnItsPort() throws Exception {
        assertThat(Listeners.of(server.pid())).contains(server.port());
    }

    @Test
    void saysWhereItIsAndNothingAlarming() {
        server.await(
                "address in the log", () -> String.join("\n", server.output()).contains(":" + server.port()));
        assertThat(server.output()).noneMatch(line -> line.contains("WARN") || line.contains("ERROR"));
        assertThat(server.output()).hasSizeLessThan(20);
        assertThat(server.errors()).isEmpty();
    }

    @Test
    void keepsItsFolderFromASecondProcess() {
        try (Server second = distribution.start()) {
            assertThat(second.exitCode(Server.START_LIMIT)).isEqualTo(1);
            assertThat(second.errors())
                    .singleElement()
                    .asString()
                    .startsWith("appkit: ")
                    .contains("process " + server.pid());
        }
    }

    @Test
    void explainsItsUsage() {
        try (Server help = distribution.launch(List.of(), Map.of(), "help");
                Server unknown = distribution.launch(List.of(), Map.of(), "nonsense")) {
            assertThat(help.exitCode(Server.STOP_LIMIT)).isZero();
            assertThat(help.output()).first().asString().startsWith("usage:");
            assertThat(unknown.exitCode(Server.STOP_LIMIT)).isEqualTo(2);
            assertThat(unknown.errors()).first().asString().contains("nonsense");
        }
    }
}
