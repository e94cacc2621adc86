package io.appkit.analytics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.appkit.analytics.arrow.ArrowBytes;
import io.appkit.api.AppKitException;
import io.appkit.api.ErrorKind;
import io.appkit.api.analytics.ArrowResult;
import io.appkit.api.analytics.Column;
import io.appkit.api.analytics.Rows;
import io.appkit.api.analytics.SqlParameter;
import io.appkit.api.execution.CancellationSource;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The Java API on a scripted workspace: what is sent upstream, how far ahead is read, and what ends it. */
class AnalyticsServiceTest extends ArrowFixture {

    private record Total(int myTotal) {}

    private static final String RUNNING = "{\"statement_id\":\"s1\",\"status\":{\"state\":\"RUNNING\"}}";

    private void scriptLinks(int chunks) {
        workspace.answer(
                ScriptedWorkspace.STATEMENTS,
                succeeded(
                        column("my_total"),
                        "",
                        "{\"external_links\":["
                                + String.join(
                                        ",",
                                        IntStream.range(0, chunks)
                                                .mapToObj(i -> link(i, i + 1 < chunks ? i + 1 : 0))
                                                .toList())
                                + "]}"));
        for (int i = 0; i < chunks; i++) {
            workspace.link(
                    "https://files/" + i,
                    ScriptedBody.of(ArrowBytes.ints("col_0", numbers(i * 1000, i * 1000 + 999)), 100));
        }
    }

    private static AppKitException failure(CompletableFuture<?> work) {
        try {
            work.join();
        } catch (CompletionException e) {
            return (AppKitException) e.getCause();
        }
        throw new AssertionError("no failure");
    }

    @Test
    void anyStatementRunsOnceAndIsReadWhileItArrives() {
        scriptLinks(40);
        try (Rows<Total> rows = app.analytics.sql("SELECT n FROM t", Map.of(), Total.class)) {
            assertThat(rows.columns()).containsExactly(new Column("my_total", "INT"));
            Iterator<Total> each = rows.iterator();
            assertThat(each.next()).isEqualTo(new Total(0));
            assertThat(workspace.lines().stream().filter(line -> line.startsWith("DOWNLOAD")))
                    .as("chunks fetched for the first row")
                    .hasSizeLessThanOrEqualTo(4);
            for (int i = 1; i < 40_000; i++) {
                assertThat(each.next().myTotal()).isEqualTo(i);
            }
            assertThat(each.hasNext()).isFalse();
        }
        assertThat(app.analytics.sql("SELECT n FROM t", Map.of()).stream().count())
                .isEqualTo(40_000);
        assertThat(bodies()).hasSize(2).allMatch(body -> body.contains("\"EXTERNAL_LINKS\""));
    }

    @Test
    void aLargeQueryIsAskedForAgainBehindLinksAndThenAtOnce() {
        workspace.answer(
                ScriptedWorkspace.STATEMENTS,
                "{\"statement_id\":\"s1\",\"status\":{\"state\":\"FAILED\",\"error\":{\"error_code\":\"BAD_REQUEST\","
                        + "\"message\":\"Inline byte limit exceeded. Statements executed with disposition=INLINE ...\"}}}");
        scriptLinks(2);
        assertThat(app.analytics.query("one", Map.of(), Total.class).toList()).hasSize(2000);
        assertThat(app.analytics.query("one", Map.of(), Total.class).toList()).hasSize(2000);
        assertThat(bodies()).hasSize(3);
        assertThat(bodies().get(0)).contains("\"INLINE\"");
        assertThat(bodies().subList(1, 3)).allMatch(body -> body.contains("\"EXTERNAL_LINKS\""));
    }

    @Test
    void rowsThatAreClosedEndTheDownload() {
        scriptLinks(40);
        Rows<Total> rows = app.analytics.sql("SELECT n FROM t", Map.of(), Total.class);
        Iterator<Total> each = rows.iterator();
        assertThat(each.next()).isEqualTo(new Total(0));
        rows.close();
        rows.close();
        int calls = workspace.calls().size();
        assertThatThrownBy(each::next)
                .isInstanceOfSatisfying(
                        AppKitException.class, error -> assertThat(error.kind()).isEqualTo(ErrorKind.ABORTED));
        assertThatThrownBy(rows::iterator).isInstanceOf(IllegalStateException.class);
        assertThat(workspace.calls()).hasSize(calls);
    }

    @Test
    void arrowIsOneStreamWithItsColumns() throws Exception {
        scriptLinks(3);
        try (ArrowResult result = app.analytics.sqlArrow("SELECT n FROM t", Map.of())) {
            assertThat(result.columns()).containsExactly(new Column("my_total", "INT"));
            ArrowBytes.Table table = ArrowBytes.read(result.stream().readAllBytes());
            assertThat(table.names()).containsExactly("my_total");
            assertThat(table.rows()).hasSize(3000);
            assertThat(result.stream().read()).isEqualTo(-1);
        }
    }

    @Test
    void arrowOfAQueryComesInlineAndIsCached() throws Exception {
        workspace.answer(ScriptedWorkspace.STATEMENTS, inline("my total", ArrowBytes.ints("col_0", 1, 2)));
        for (int i = 0; i < 2; i++) {
            try (ArrowResult result = app.analytics.queryArrow("one", Map.of())) {
                assertThat(cells(result.stream().readAllBytes())).containsExactly(1, 2);
            }
        }
        assertThat(bodies()).hasSize(1);
    }

    @Test
    void aBrokenDownloadIsAnErrorAndNoEnd() {
        scriptLinks(1);
        byte[] stream = ArrowBytes.ints("col_0", numbers(0, 999));
        workspace.link("https://files/1", ScriptedBody.of(java.util.Arrays.copyOf(stream, stream.length / 2)));
        workspace.replace(
                ScriptedWorkspace.STATEMENTS,
                succeeded(column("my_total"), "", "{\"external_links\":[" + link(0, 1) + "," + link(1, 0) + "]}"));
        try (Rows<Total> rows = app.analytics.sql("SELECT n FROM t", Map.of(), Total.class)) {
            Iterator<Total> each = rows.iterator();
            for (int i = 0; i < 1000; i++) {
                each.next();
            }
            assertThatThrownBy(() -> each.forEachRemaining(row -> {}))
                    .isInstanceOfSatisfying(
                            AppKitException.class,
                            error -> assertThat(error.kind()).isEqualTo(ErrorKind.EXECUTION));
        }
    }

    @Test
    void atTheDeadlineTheCallFailsAndTheStatementIsCancelled() throws Exception {
        workspace.answer(ScriptedWorkspace.STATEMENTS, RUNNING).answer(STATEMENT, new CompletableFuture<>());
        CompletableFuture<?> call = CompletableFuture.supplyAsync(
                () -> app.analytics.within(Duration.ofSeconds(7)).sql("SELECT 1", Map.of()));
        workspace.await(STATEMENT);
        passes(Duration.ofSeconds(7));
        assertThat(failure(call).kind()).isEqualTo(ErrorKind.TIMEOUT);
        assertThat(failure(call)).hasMessage("the statement was not done within 7000 ms");
        workspace.await(CANCEL);
        assertThatThrownBy(() -> app.analytics.within(Duration.ZERO)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void theDeadlineHoldsForTheReadingToo() throws Exception {
        workspace
                .answer(
                        ScriptedWorkspace.STATEMENTS,
                        succeeded(column("n"), "", "{\"external_links\":[" + link(0, 0) + "]}"))
                .link("https://files/0", ScriptedBody.silent(ArrowBytes.ints("col_0", 1, 2), 100));
        try (Rows<?> rows = app.analytics.within(Duration.ofSeconds(7)).sql("SELECT n FROM t", Map.of())) {
            CompletableFuture<?> reading =
                    CompletableFuture.supplyAsync(() -> rows.iterator().hasNext());
            passes(Duration.ofSeconds(7));
            assertThat(failure(reading).kind()).isEqualTo(ErrorKind.TIMEOUT);
        }
    }

    @Test
    void aCallThatIsNotWantedAnyMoreCancelsItsStatement() throws Exception {
        workspace.answer(ScriptedWorkspace.STATEMENTS, RUNNING).answer(STATEMENT, new CompletableFuture<>());
        CancellationSource page = new CancellationSource();
        CompletableFuture<?> call =
                CompletableFuture.supplyAsync(() -> app.analytics.until(page).query("one", Map.of()));
        workspace.await(STATEMENT);
        page.cancel();
        assertThat(failure(call).kind()).isEqualTo(ErrorKind.ABORTED);
        workspace.await(CANCEL);
    }

    @Test
    void aStatementWhoseCallerLeavesWhileItIsSubmittedIsCancelledOnceItsIdIsKnown() throws Exception {
        CompletableFuture<String> submission = new CompletableFuture<>();
        workspace.answer(ScriptedWorkspace.STATEMENTS, submission);
        CancellationSource page = new CancellationSource();
        CompletableFuture<?> call =
                CompletableFuture.supplyAsync(() -> app.analytics.until(page).sql("SELECT 1", Map.of()));
        workspace.await(ScriptedWorkspace.STATEMENTS);
        page.cancel();
        assertThat(failure(call).kind()).isEqualTo(ErrorKind.ABORTED);
        submission.complete(RUNNING);
        workspace.await(CANCEL);
    }

    @Test
    void anInterruptedThreadCancelsItsStatement() throws Exception {
        workspace.answer(ScriptedWorkspace.STATEMENTS, RUNNING).answer(STATEMENT, new CompletableFuture<>());
        CompletableFuture<Boolean> interrupted = new CompletableFuture<>();
        Thread thread = new Thread(() -> {
            try {
                app.analytics.sql("SELECT 1", Map.of());
            } catch (AppKitException e) {
                interrupted.complete(
                        e.kind() == ErrorKind.ABORTED && Thread.currentThread().isInterrupted());
            }
        });
        thread.start();
        workspace.await(STATEMENT);
        thread.interrupt();
        assertThat(interrupted.join()).isTrue();
        workspace.await(CANCEL);
    }

    @Test
    void aCallThatWaitsAndRowsThatAreOpenEndWhenThePluginStops() throws Exception {
        scriptLinks(40);
        Rows<?> open = app.analytics.sql("SELECT n FROM t", Map.of());
        workspace.replace(ScriptedWorkspace.STATEMENTS, RUNNING).answer(STATEMENT, new CompletableFuture<>());
        CompletableFuture<?> waiting = CompletableFuture.supplyAsync(() -> app.analytics.sql("SELECT 1", Map.of()));
        workspace.await(STATEMENT);
        app.stop();
        assertThat(failure(waiting).kind()).isEqualTo(ErrorKind.ABORTED);
        assertThatThrownBy(() -> open.iterator().hasNext())
                .isInstanceOfSatisfying(
                        AppKitException.class, error -> assertThat(error.kind()).isEqualTo(ErrorKind.ABORTED));
        workspace.await(CANCEL);
        open.close();
    }

    @Test
    void aStatementRunsWithTheRightsOfWhomItIsFor() {
        scriptLinks(1);
        app.analytics.sql("SELECT n FROM t", Map.of()).close();
        app.analytics
                .asUser(TestApp.caller("u9"))
                .sql("SELECT n FROM t", Map.of())
                .close();
        assertThat(workspace.calls().stream()
                        .filter(call -> call.line().equals(ScriptedWorkspace.STATEMENTS))
                        .map(ScriptedWorkspace.Call::identity))
                .containsExactly("app", "u9");
    }

    @Test
    void whatIsWrongIsSaidBeforeTheWorkspaceIsAsked() {
        assertThatThrownBy(() -> app.analytics.sql(" ", Map.of())).hasMessage("Missing required field: statement");
        assertThatThrownBy(() -> app.analytics.sql("SELECT :a", Map.of("b", SqlParameter.of(1))))
                .hasMessageContaining("(valid: a)");
        assertThatThrownBy(() -> app.analytics.sql("SELECT 1", Map.of(), Unfit.class))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(workspace.calls()).isEmpty();
    }

    private record Unfit(List<String> list) {}
}
