package io.appkit.localworkspace;

import static org.assertj.core.api.Assertions.assertThat;

import io.appkit.localworkspace.RestClient.Reply;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class LocalWorkspaceTest {

    private static final Duration TRANSITION = Duration.ofSeconds(2);
    private static final String ENDLESS = "SELECT sum(a.id * b.id % 7) FROM range(10000000) a, range(1000000) b";

    private static final AdjustableClock CLOCK = new AdjustableClock();
    private static final ManualDelays DELAYS = new ManualDelays();
    private static LocalWorkspace workspace;
    private static RestClient client;

    @BeforeAll
    static void start() throws Exception {
        workspace = LocalWorkspace.start(
                new LocalWorkspace.Options(
                        0,
                        0.001,
                        Duration.ofHours(1),
                        TRANSITION,
                        Optional.empty(),
                        Optional.empty(),
                        Folders.fresh(),
                        false),
                CLOCK,
                DELAYS);
        client = new RestClient(workspace);
    }

    @AfterAll
    static void stop() {
        workspace.close();
        workspace.close();
    }

    @Test
    void tokensNeedTheRightSecret() throws Exception {
        Reply refused = client.token(workspace, "wrong");
        assertThat(refused.status()).isEqualTo(401);
        assertThat(refused.body().get("error").asText()).isEqualTo("invalid_client");
    }

    @Test
    void discoveryLeadsToTheTokenEndpointWithoutAToken() throws Exception {
        RestClient anonymous = new RestClient(workspace);
        anonymous.useToken("");
        String issuer = anonymous
                .get("/.well-known/databricks-config")
                .body()
                .get("oidc_endpoint")
                .asText();
        String path = issuer.substring(workspace.url().length());
        assertThat(anonymous
                        .get(path + "/.well-known/oauth-authorization-server")
                        .body()
                        .get("token_endpoint")
                        .asText())
                .isEqualTo(workspace.url() + "/oidc/v1/token");
        assertThat(anonymous.get("/oidc/jwks.json").body().at("/keys/0/d").isMissingNode())
                .isTrue();
    }

    @Test
    void apisRefuseMissingForgedAndExpiredTokens() throws Exception {
        RestClient other = new RestClient(workspace);
        assertThat(other.get("/api/2.0/preview/scim/v2/Me").status()).isEqualTo(200);
        CLOCK.advance(Duration.ofMinutes(61));
        Reply expired = other.get("/api/2.0/preview/scim/v2/Me");
        client = new RestClient(workspace);
        assertThat(expired.status()).isEqualTo(401);
        for (String token : List.of("", "abc", "a.b.c")) {
            other.useToken(token);
            assertThat(other.get("/api/2.0/sql/warehouses").status()).isEqualTo(401);
            assertThat(other.get("/api/2.0/jobs/list").status()).isEqualTo(401);
        }
    }

    @Test
    void whatIsNotThereIsRefusedByName() throws Exception {
        Reply reply = client.post("/api/2.2/jobs/run-now", "{}");
        assertThat(reply.status()).isEqualTo(501);
        assertThat(reply.body().get("error_code").asText()).isEqualTo("NOT_IMPLEMENTED");
        assertThat(reply.body().get("message").asText()).contains("POST /api/2.2/jobs/run-now");
        Reply method = client.send("DELETE", "/api/2.0/sql/warehouses");
        assertThat(method.status()).isEqualTo(405);
        assertThat(method.response().headers().firstValue("Allow")).contains("GET");
    }

    @Test
    void badBodiesAreRefused() throws Exception {
        assertThat(client.post("/api/2.0/sql/statements", "{").status()).isEqualTo(400);
        assertThat(client.post("/api/2.0/sql/statements", "[1]").status()).isEqualTo(400);
        assertThat(client.post("/api/2.0/sql/statements", "{}").status()).isEqualTo(400);
        assertThat(client.announce("/api/2.0/sql/statements", 16 * 1024 * 1024 + 1))
                .contains(" 413 ");
        for (String wait : List.of("4s", "51s", "10", "-5s")) {
            Reply reply = client.submit("SELECT 1", "wait_timeout", wait);
            assertThat(reply.status()).isEqualTo(400);
            assertThat(reply.body().get("error_code").asText()).isEqualTo("INVALID_PARAMETER_VALUE");
        }
        Reply csv = client.submit("SELECT 1", "disposition", "EXTERNAL_LINKS", "format", "CSV");
        assertThat(csv.status()).isEqualTo(501);
        assertThat(csv.body().get("message").asText()).contains("format CSV");
        assertThat(client.submit("SELECT 1", "disposition", "POST").status()).isEqualTo(400);
        assertThat(client.submit("SELECT 1", "warehouse_id", "nope").status()).isEqualTo(404);
        assertThat(client.get("/api/2.0/sql/statements/nope").status()).isEqualTo(404);
    }

    @Test
    void aStatementCanBePolled() throws Exception {
        Reply pending = client.submit("SELECT 42 AS answer", "wait_timeout", "0s");
        String path =
                "/api/2.0/sql/statements/" + pending.body().get("statement_id").asText();
        Await.until(() -> client.get(path).state().equals("SUCCEEDED"));
        Reply done = client.get(path);
        assertThat(done.cell(0, 0)).isEqualTo("42");
        assertThat(done.body().at("/manifest/schema/columns/0/name").asText()).isEqualTo("answer");
        assertThat(done.body().at("/manifest/schema/columns/0/type_name").asText())
                .isEqualTo("INT");
        assertThat(client.post(path + "/cancel", "").status()).isEqualTo(200);
        assertThat(client.get(path).state()).isEqualTo("SUCCEEDED");
    }

    @Test
    void aCancelStopsTheEngine() throws Exception {
        client.execute("SELECT 1");
        for (int i = 0; i < 5; i++) {
            Reply pending = client.submit(ENDLESS, "wait_timeout", "0s");
            String path = "/api/2.0/sql/statements/"
                    + pending.body().get("statement_id").asText();
            Await.until(() -> client.get(path).state().equals("RUNNING"));
            client.post(path + "/cancel", "");
            assertThat(client.get(path).state()).isEqualTo("CANCELED");
        }
        // More endless statements than threads have gone by, so this runs only if they have ended.
        CompletableFuture<Reply> next = client.submitAsync("SELECT 1", "wait_timeout", "50s");
        Await.until(() -> {
            DELAYS.pass(Duration.ofMillis(100));
            return next.isDone();
        });
        assertThat(next.get().state()).isEqualTo("SUCCEEDED");
    }

    @Test
    void aTimeoutCancelsOrContinues() throws Exception {
        CompletableFuture<Reply> canceled =
                client.submitAsync(ENDLESS, "wait_timeout", "7s", "on_wait_timeout", "CANCEL");
        Await.until(() -> DELAYS.pending(Duration.ofSeconds(7)));
        DELAYS.pass(Duration.ofSeconds(7));
        assertThat(canceled.get().state()).isEqualTo("CANCELED");

        CompletableFuture<Reply> continued = client.submitAsync(ENDLESS, "wait_timeout", "8s");
        Await.until(() -> DELAYS.pending(Duration.ofSeconds(8)));
        DELAYS.pass(Duration.ofSeconds(8));
        assertThat(continued.get().state()).isIn("PENDING", "RUNNING");
        String id = continued.get().body().get("statement_id").asText();
        client.post("/api/2.0/sql/statements/" + id + "/cancel", "");
        assertThat(client.get("/api/2.0/sql/statements/" + id).state()).isEqualTo("CANCELED");
    }

    @Test
    void largeResultsComeInChunks() throws Exception {
        Reply first = client.execute("SELECT id, repeat('x', 100) FROM range(90000) ORDER BY id");
        assertThat(first.state()).isEqualTo("SUCCEEDED");
        int chunks = first.body().at("/manifest/total_chunk_count").asInt();
        assertThat(chunks).isGreaterThan(2);
        assertThat(first.body().at("/manifest/total_row_count").asInt()).isEqualTo(90000);
        int rows = first.body().at("/result/data_array").size();
        String next = first.body().at("/result/next_chunk_internal_link").asText();
        while (!next.isEmpty()) {
            Reply chunk = client.get(next);
            assertThat(chunk.body().get("row_offset").asInt()).isEqualTo(rows);
            assertThat(chunk.body().at("/data_array/0/0").asText()).isEqualTo(Integer.toString(rows));
            rows += chunk.body().get("data_array").size();
            next = chunk.body().path("next_chunk_internal_link").asText();
        }
        assertThat(rows).isEqualTo(90000);
        String id = first.body().get("statement_id").asText();
        assertThat(client.get("/api/2.0/sql/statements/" + id + "/result/chunks/99")
                        .status())
                .isEqualTo(400);
    }

    @Test
    void limitsTruncateAndTooLargeResultsFail() throws Exception {
        Reply rows = client.execute("SELECT id FROM range(10)", "row_limit", 3);
        assertThat(rows.body().at("/result/data_array").size()).isEqualTo(3);
        assertThat(rows.body().at("/manifest/truncated").asBoolean()).isTrue();
        Reply bytes = client.execute("SELECT repeat('x', 100) FROM range(10)", "byte_limit", 250);
        assertThat(bytes.body().at("/result/data_array").size()).isEqualTo(2);
        assertThat(bytes.body().at("/manifest/truncated").asBoolean()).isTrue();
        Reply large = client.execute("SELECT repeat('x', 10000) FROM range(3000)");
        assertThat(large.state()).isEqualTo("FAILED");
        assertThat(large.error()).contains("Inline byte limit exceeded");
    }

    @Test
    void aStoppedWarehouseStartsForAStatement() throws Exception {
        String path = "/api/2.0/sql/warehouses/" + workspace.environment().get("DATABRICKS_WAREHOUSE_ID");
        assertThat(client.get(path).body().get("state").asText()).isEqualTo("RUNNING");
        client.post(path + "/stop", "");
        assertThat(client.get(path).body().get("state").asText()).isEqualTo("STOPPING");
        DELAYS.pass(TRANSITION);
        assertThat(client.get(path).body().get("state").asText()).isEqualTo("STOPPED");
        CompletableFuture<Reply> statement = client.submitAsync("SELECT 1", "wait_timeout", "50s");
        Await.until(() -> client.get(path).body().get("state").asText().equals("STARTING"));
        assertThat(statement).isNotDone();
        DELAYS.pass(TRANSITION);
        assertThat(statement.get().state()).isEqualTo("SUCCEEDED");
        assertThat(client.get(path).body().get("state").asText()).isEqualTo("RUNNING");
        assertThat(client.get("/api/2.0/sql/warehouses/nope").status()).isEqualTo(404);
    }

    @Test
    void whoAmIIsTheAppWithTheWorkspaceIdInAHeader() throws Exception {
        Reply me = client.get("/api/2.0/preview/scim/v2/Me");
        assertThat(me.body().get("userName").asText())
                .isEqualTo(workspace.environment().get("DATABRICKS_CLIENT_ID"));
        assertThat(me.response().headers().firstValue("x-databricks-org-id")).contains(LocalWorkspace.WORKSPACE_ID);
    }

    @Test
    void failuresAreAnswersOfTheStatement() throws Exception {
        Map<String, String> failures = Map.of(
                "SELEC 1", "[PARSE_SYNTAX_ERROR]",
                "SELECT 1; SELECT 2", "[PARSE_SYNTAX_ERROR]",
                "SELECT * FROM samples.tpch.nope", "[TABLE_OR_VIEW_NOT_FOUND]",
                "SELECT nope FROM samples.tpch.region", "[UNRESOLVED_COLUMN]",
                "SELECT from_json('{}', 'a INT')", "from_json",
                "SELECT date_format(now(), 'yyyy')", "date_format",
                "SELECT regexp_replace('a', 'b', 'c')", "regexp_replace",
                "SELECT 1 / 0", "[DIVIDE_BY_ZERO]",
                "DELETE FROM samples.tpch.region", "[PERMISSION_DENIED]",
                "SELECT :day", "[UNBOUND_SQL_PARAMETER]");
        for (Map.Entry<String, String> failure : failures.entrySet()) {
            Reply reply = client.execute(failure.getKey());
            assertThat(reply.status()).isEqualTo(200);
            assertThat(reply.state()).as(failure.getKey()).isEqualTo("FAILED");
            assertThat(reply.error()).contains(failure.getValue());
            assertThat(reply.body().at("/status/error/error_code").asText()).isEqualTo("BAD_REQUEST");
        }
    }

    @Test
    void filesAndSettingsAreOutOfReach() throws Exception {
        for (String sql : List.of(
                "SELECT * FROM read_csv('/etc/passwd')",
                "SELECT content FROM read_text('/etc/passwd')",
                "SELECT * FROM glob('/*')",
                "SELECT * FROM read_parquet('http://127.0.0.1:1/x')",
                "COPY (SELECT 1) TO '/tmp/x'",
                "ATTACH '/tmp/x'",
                "INSTALL httpfs",
                "DETACH samples",
                "SET lock_configuration = false",
                "CREATE SECRET s (TYPE s3)")) {
            assertThat(client.execute(sql).state()).as(sql).isEqualTo("FAILED");
        }
    }
}
