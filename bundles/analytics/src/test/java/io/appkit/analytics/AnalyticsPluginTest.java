package io.appkit.analytics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.appkit.api.analytics.Column;
import io.appkit.api.analytics.Rows;
import io.appkit.api.analytics.SqlParameter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AnalyticsPluginTest {

    private static final String COLUMNS =
            "\"manifest\":{\"schema\":{\"columns\":[{\"name\":\"n\",\"type_name\":\"INT\",\"type_text\":\"INT\"}]}}";
    private static final String RUNNING = "{\"state\":\"RUNNING\"}";
    private static final String POLL = "GET /api/2.0/sql/statements/s1";
    private static final String CANCEL = "POST /api/2.0/sql/statements/s1/cancel";
    private static final String RESULT =
            "{\"type\":\"result\",\"data\":[{\"n\":\"1\"}],\"status\":{\"state\":\"SUCCEEDED\"},\"statement_id\":\"s1\"}";

    @TempDir
    Path folder;

    private TestApp app;
    private ScriptedWorkspace workspace;

    @BeforeEach
    void anApp() throws Exception {
        app = new TestApp(folder);
        workspace = app.workspace;
        workspace.answer(ScriptedWorkspace.WAREHOUSE, RUNNING).answer(CANCEL, "{}");
        app.query("one.sql", "SELECT 1 AS n").query("by.sql", "SELECT :a, :b AS n");
    }

    @AfterEach
    void stop() {
        app.close();
    }

    private static String state(String state) {
        return "{\"statement_id\":\"s1\",\"status\":{\"state\":\"" + state + "\"}}";
    }

    private static String succeeded(String result) {
        return "{\"statement_id\":\"s1\",\"status\":{\"state\":\"SUCCEEDED\"}," + COLUMNS + ",\"result\":" + result
                + "}";
    }

    private static String rows() {
        return succeeded("{\"data_array\":[[\"1\"]]}");
    }

    @Test
    void aResultFollowsTheStateOfTheWarehouse() throws Exception {
        workspace.answer(ScriptedWorkspace.STATEMENTS, rows());
        Page page = app.start().ask("one", "{}");
        assertThat(page.messages()).hasSize(2);
        assertThat(page.messages().get(0)).contains("\"type\":\"warehouse_status\"", "\"state\":\"RUNNING\"");
        assertThat(page.last()).isEqualTo(RESULT);
    }

    @Test
    void theStatementIsSentAsTheContractSays() throws Exception {
        workspace.answer(ScriptedWorkspace.STATEMENTS, rows());
        app.start()
                .ask(
                        "by",
                        "{\"parameters\":{\"b\":{\"__sql_type\":\"INT\",\"value\":\"2\"},\"a\":{\"__sql_type\":\"DATE\",\"value\":\"2026-01-31\"}}}")
                .messages();
        String body = workspace.await(ScriptedWorkspace.STATEMENTS).body();
        assertThat(body)
                .contains(
                        "\"wait_timeout\":\"5s\"",
                        "\"on_wait_timeout\":\"CONTINUE\"",
                        "\"disposition\":\"INLINE\"",
                        "\"format\":\"JSON_ARRAY\"",
                        "\"warehouse_id\":\"w1\"");
        assertThat(body.indexOf("\"b\"")).isPositive().isLessThan(body.indexOf("\"a\""));
    }

    @Test
    void aHitAsksNeitherWarehouseNorStatement() throws Exception {
        workspace.answer(ScriptedWorkspace.STATEMENTS, rows());
        app.start().ask("one", "{}").messages();
        int calls = workspace.calls().size();
        assertThat(app.ask("one", "{\"parameters\":null}").messages()).containsExactly(RESULT);
        assertThat(workspace.calls()).hasSize(calls);
    }

    @Test
    void aLongStatementIsPolled() throws Exception {
        workspace.answer(ScriptedWorkspace.STATEMENTS, state("PENDING")).answer(POLL, rows());
        assertThat(app.start().ask("one", "{}").last()).isEqualTo(RESULT);
    }

    @Test
    void allChunksAreRead() throws Exception {
        workspace
                .answer(ScriptedWorkspace.STATEMENTS, succeeded("{\"data_array\":[[\"1\"]],\"next_chunk_index\":1}"))
                .answer(POLL + "/result/chunks/1", "{\"data_array\":[[\"2\"]],\"next_chunk_index\":2}")
                .answer(POLL + "/result/chunks/2", "{\"data_array\":[[\"3\"]]}");
        assertThat(app.start().ask("one", "{}").last())
                .contains("\"data\":[{\"n\":\"1\"},{\"n\":\"2\"},{\"n\":\"3\"}]");
    }

    @Test
    void aFailedStatementTellsItsCodeButNotItsText() throws Exception {
        workspace.answer(
                ScriptedWorkspace.STATEMENTS,
                "{\"statement_id\":\"s1\",\"status\":{\"state\":\"FAILED\",\"error\":{\"error_code\":\"BAD_REQUEST\",\"message\":\"secret table\"}}}");
        assertThat(app.start().ask("one", "{}").last())
                .isEqualTo(
                        "{\"type\":\"error\",\"error\":\"Query execution failed\",\"code\":\"UPSTREAM_ERROR\",\"errorCode\":\"BAD_REQUEST\"}");
        assertThat(workspace.lines()).doesNotContain(CANCEL);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "[INSUFFICIENT_PERMISSIONS] Insufficient privileges: no SELECT on table. SQLSTATE: 42501|INSUFFICIENT_PERMISSIONS",
                "[INSUFFICIENT_PERMISSIONS_EXT_LOC] User does not have it|INSUFFICIENT_PERMISSIONS",
                "[INSUFFICIENT_PERMISSIONS.OWNER] User does not have it|INSUFFICIENT_PERMISSIONS",
                "[USER_RAISED_EXCEPTION] [INSUFFICIENT_PERMISSIONS] as if|BAD_REQUEST",
                "[INSUFFICIENT_PERMISSIONSX] no such class|BAD_REQUEST",
                "INSUFFICIENT_PERMISSIONS|BAD_REQUEST"
            })
    void thatTheCallerLacksAPermissionIsToldByCode(String message, String code) throws Exception {
        workspace.answer(
                ScriptedWorkspace.STATEMENTS,
                "{\"statement_id\":\"s1\",\"status\":{\"state\":\"FAILED\",\"error\":{\"error_code\":\"BAD_REQUEST\",\"message\":\""
                        + message + "\"}}}");
        assertThat(app.start().ask("one", "{}").last())
                .isEqualTo(
                        "{\"type\":\"error\",\"error\":\"Query execution failed\",\"code\":\"UPSTREAM_ERROR\",\"errorCode\":\""
                                + code + "\"}");
    }

    @Test
    void inDevelopmentTheTextIsShown() throws Exception {
        app.environmentNames.put("NODE_ENV", "development");
        workspace.answer(
                ScriptedWorkspace.STATEMENTS,
                "{\"statement_id\":\"s1\",\"status\":{\"state\":\"FAILED\",\"error\":{\"message\":\"no table t\"}}}");
        assertThat(app.start().ask("one", "{}").last()).contains("\"error\":\"Statement failed: no table t\"");
    }

    @ParameterizedTest
    @CsvSource({
        "CANCELED, Statement was canceled, STREAM_ABORTED",
        "CLOSED, Query execution failed, UPSTREAM_ERROR",
        "SOMETHING_NEW, Query execution failed, UPSTREAM_ERROR"
    })
    void otherEndsAreErrorsOfTheirOwn(String state, String text, String code) throws Exception {
        workspace.answer(ScriptedWorkspace.STATEMENTS, state(state));
        assertThat(app.start().ask("one", "{}").last())
                .isEqualTo("{\"type\":\"error\",\"error\":\"" + text + "\",\"code\":\"" + code + "\"}");
    }

    @Test
    void aResultOverTheLimitEndsTheStreamAtOnce() throws Exception {
        String cell = "x".repeat(2_000_000);
        workspace
                .answer(
                        ScriptedWorkspace.STATEMENTS,
                        succeeded("{\"data_array\":[[\"" + cell + "\"],[\"" + cell + "\"]],\"next_chunk_index\":1}"))
                .answer(POLL + "/result/chunks/1", "{\"data_array\":[[\"" + cell + "\"]],\"next_chunk_index\":2}");
        assertThat(app.start().ask("one", "{}").last())
                .contains(
                        "ARROW_STREAM",
                        "\"code\":\"INVALID_REQUEST\"",
                        "\"errorCode\":\"RESULT_TOO_LARGE_FOR_JSON_FALLBACK\"");
        assertThat(workspace.lines()).doesNotContain(POLL + "/result/chunks/2");
    }

    @Test
    void aPageThatLeavesCancelsItsStatement() throws Exception {
        workspace.answer(ScriptedWorkspace.STATEMENTS, state("RUNNING")).answer(POLL, new CompletableFuture<>());
        Page page = app.start().ask("one", "{}");
        workspace.await(POLL);
        page.leave();
        assertThat(workspace.await(CANCEL).identity()).isEqualTo("app");
    }

    @Test
    void aStatementThatIsStillBeingSubmittedIsCancelledOnceItsIdIsKnown() throws Exception {
        CompletableFuture<String> submission = new CompletableFuture<>();
        workspace.answer(ScriptedWorkspace.STATEMENTS, submission).answer(POLL, new CompletableFuture<>());
        Page page = app.start().ask("one", "{}");
        workspace.await(ScriptedWorkspace.STATEMENTS);
        page.leave();
        app.streams.abortAll();
        submission.complete(state("RUNNING"));
        workspace.await(CANCEL);
    }

    @Test
    void atTheDeadlineTheStatementIsCancelledAndNotRepeated() throws Exception {
        app.settings =
                new AnalyticsSettings(Duration.ofMillis(100), Duration.ofMinutes(5), true, Duration.ofMinutes(2));
        workspace.answer(ScriptedWorkspace.STATEMENTS, state("RUNNING")).answer(POLL, new CompletableFuture<>());
        assertThat(app.start().ask("one", "{}").last())
                .isEqualTo("{\"type\":\"error\",\"error\":\"Query timed out, please try again\",\"code\":\"TIMEOUT\"}");
        workspace.await(CANCEL);
        assertThat(workspace.lines()).containsOnlyOnce(ScriptedWorkspace.STATEMENTS);
    }

    @Test
    void aStatementThatRunsWhenThePluginStopsIsCancelled() throws Exception {
        workspace.answer(ScriptedWorkspace.STATEMENTS, state("RUNNING")).answer(POLL, new CompletableFuture<>());
        Page page = app.start().ask("one", "{}");
        workspace.await(POLL);
        app.stop();
        assertThat(workspace.lines()).contains(CANCEL);
        assertThat(page.last()).contains("STREAM_ABORTED");
    }

    @Test
    void aStatementThatIsBeingSubmittedWhenThePluginStopsIsCancelledBeforeItHasStopped() throws Exception {
        CompletableFuture<String> submission = new CompletableFuture<>();
        workspace.answer(ScriptedWorkspace.STATEMENTS, submission);
        Page page = app.start().ask("one", "{}");
        workspace.await(ScriptedWorkspace.STATEMENTS);
        app.streams.abortAll();
        assertThat(page.last()).contains("\"type\":\"error\"");
        CompletableFuture<Void> stop = CompletableFuture.runAsync(app::stop);
        submission.complete(state("RUNNING"));
        stop.get(20, TimeUnit.SECONDS);
        assertThat(workspace.lines()).contains(CANCEL);
    }

    @Test
    void aSubmissionThatWasNotProcessedIsRepeated() throws Exception {
        workspace.fail(ScriptedWorkspace.STATEMENTS, 503, null).answer(ScriptedWorkspace.STATEMENTS, rows());
        assertThat(app.start().ask("one", "{}").last()).isEqualTo(RESULT);
    }

    @ParameterizedTest
    @CsvSource({"0, TEMPORARY_UNAVAILABLE", "400, UPSTREAM_ERROR", "500, UPSTREAM_ERROR", "504, TEMPORARY_UNAVAILABLE"})
    void aSubmissionThatMayHaveBeenProcessedIsNotRepeated(int status, String code) throws Exception {
        workspace.fail(ScriptedWorkspace.STATEMENTS, status, "SOME_CODE");
        assertThat(app.start().ask("one", "{}").last())
                .isEqualTo("{\"type\":\"error\",\"error\":\"Query execution failed\",\"code\":\"" + code
                        + "\",\"errorCode\":\"SOME_CODE\"}");
        assertThat(workspace.lines()).containsOnlyOnce(ScriptedWorkspace.STATEMENTS);
    }

    @Test
    void aStoppedWarehouseIsStartedWhileThePageIsToldSo() throws Exception {
        workspace.answer("POST /api/2.0/sql/warehouses/w1/start", "{}").answer(ScriptedWorkspace.STATEMENTS, rows());
        workspace.replace(ScriptedWorkspace.WAREHOUSE, "{\"state\":\"STOPPED\"}", RUNNING);
        Page page = app.start().ask("one", "{}");
        assertThat(page.messages()).hasSize(3);
        assertThat(page.messages().get(0)).contains("\"state\":\"STARTING\"");
        assertThat(page.messages().get(1)).contains("\"state\":\"RUNNING\"");
        assertThat(page.last()).isEqualTo(RESULT);
    }

    @Test
    void everyPageThatSharesARunIsToldTheStates() throws Exception {
        workspace.answer(ScriptedWorkspace.STATEMENTS, rows());
        workspace.replace(ScriptedWorkspace.WAREHOUSE, "{\"state\":\"STARTING\"}", RUNNING);
        Page first = app.start().ask("one", "{}");
        workspace.await(ScriptedWorkspace.WAREHOUSE);
        Page late = app.ask("one", "{}");
        for (Page page : List.of(first, late)) {
            assertThat(page.messages()).hasSize(3);
            assertThat(page.messages().get(0)).contains("STARTING");
            assertThat(page.messages().get(1)).contains("RUNNING");
        }
    }

    @Test
    void aWaitForTheWarehouseEndsWhenThePluginStops() throws Exception {
        workspace.replace(ScriptedWorkspace.WAREHOUSE, "{\"state\":\"STARTING\"}");
        Page page = app.start().ask("one", "{}");
        workspace.await(ScriptedWorkspace.WAREHOUSE);
        app.stop();
        assertThat(page.last()).contains("STREAM_ABORTED");
    }

    @Test
    void theStartOfTheWarehouseDoesNotCountForTheDeadline() throws Exception {
        app.settings =
                new AnalyticsSettings(Duration.ofMillis(500), Duration.ofMinutes(5), true, Duration.ofMinutes(2));
        workspace.answer(ScriptedWorkspace.STATEMENTS, rows());
        workspace.replace(ScriptedWorkspace.WAREHOUSE, "{\"state\":\"STARTING\"}", RUNNING);
        assertThat(app.start().ask("one", "{}").last()).isEqualTo(RESULT);
    }

    @Test
    void equalQueriesOfTheAppShareOneStatement() throws Exception {
        CompletableFuture<String> submission = new CompletableFuture<>();
        workspace.answer(ScriptedWorkspace.STATEMENTS, submission);
        Page first = app.start().ask("one", "{}");
        Page second = app.ask("one", "{}");
        workspace.await(ScriptedWorkspace.STATEMENTS);
        submission.complete(rows());
        assertThat(first.last()).isEqualTo(RESULT);
        assertThat(second.last()).isEqualTo(RESULT);
        assertThat(workspace.lines()).containsOnlyOnce(ScriptedWorkspace.STATEMENTS);
    }

    @Test
    void aQueryOnBehalfOfTwoUsersRunsTwiceWithTheirRights() throws Exception {
        app.query("mine.obo.sql", "SELECT 1 AS n");
        workspace.answer(ScriptedWorkspace.STATEMENTS, rows());
        app.start().ask(TestApp.caller("u1"), "mine", "{}", Map.of()).messages();
        app.ask(TestApp.caller("u2"), "mine", "{}", Map.of()).messages();
        assertThat(workspace.calls().stream()
                        .filter(call -> call.line().equals(ScriptedWorkspace.STATEMENTS))
                        .map(ScriptedWorkspace.Call::identity))
                .containsExactly("u1", "u2");
    }

    @Test
    void javaCodeGetsColumnsWithTypesAndRows() throws Exception {
        workspace.answer(ScriptedWorkspace.STATEMENTS, succeeded("{\"data_array\":[[\"1\"],[null]]}"));
        app.start();
        try (Rows<Map<String, String>> rows = app.analytics.query("one", Map.of())) {
            assertThat(rows.columns()).containsExactly(new Column("n", "INT"));
            assertThat(rows).containsExactly(Map.of("n", "1"), Collections.singletonMap("n", null));
        }
        assertThat(app.analytics.query("one", Map.of()).toList()).hasSize(2);
        assertThat(workspace.lines()).containsOnlyOnce(ScriptedWorkspace.STATEMENTS);
        assertThat(app.analytics.queries()).containsExactly("by", "one");
        assertThat(app.analytics.parameters("by")).isEqualTo(Map.of("a", "STRING", "b", "STRING"));
    }

    @Test
    void javaCodeGetsTheErrorsOfTheQuery() throws Exception {
        app.query("mine.obo.sql", "SELECT 1 AS n");
        workspace.fail(ScriptedWorkspace.STATEMENTS, 400, "BAD");
        app.start();
        assertThatThrownBy(() -> app.analytics.query("nope", Map.of())).hasMessage("Query not found");
        assertThatThrownBy(() -> app.analytics.parameters("nope")).hasMessage("Query not found");
        assertThatThrownBy(() -> app.analytics.query("one", Map.of("x", SqlParameter.of(1))))
                .hasMessageContaining("(valid: none)");
        assertThatThrownBy(() -> app.analytics.query("one", Map.of())).hasMessage("upstream text");
        assertThatThrownBy(() -> app.analytics.query("mine", Map.of())).hasMessageContaining("asUser");
        workspace.replace(ScriptedWorkspace.STATEMENTS, rows());
        assertThat(app.analytics
                        .asUser(TestApp.caller("u9"))
                        .query("mine", Map.of())
                        .toList())
                .hasSize(1);
        assertThat(workspace.calls().get(workspace.calls().size() - 1).identity())
                .isEqualTo("u9");
    }
}
