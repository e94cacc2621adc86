package io.appkit.analytics;

import static org.assertj.core.api.Assertions.assertThat;

import io.appkit.analytics.arrow.ArrowBytes;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Contract: analytics, sections 5 and 7. */
class ArrowDeliveryTest extends ArrowFixture {

    private static final byte[] HUNDRED_ROWS = ArrowBytes.ints("col_0", numbers(1, 100));
    private static final int HALF = HUNDRED_ROWS.length / 2;

    @Test
    void anInlineResultIsSentWithItsNamesAndKept() throws Exception {
        workspace.answer(ScriptedWorkspace.STATEMENTS, inline("my total", ArrowBytes.ints("col_0", 1, 2)));
        RecordedAnswer answer = app.askArrow("one").later;
        assertThat(answer.end()).isEqualTo("finished");
        assertThat(answer.status).isEqualTo(200);
        assertThat(answer.headers)
                .containsEntry("Content-Type", "application/vnd.apache.arrow.stream")
                .containsEntry("Cache-Control", "no-store")
                .containsEntry("X-Appkit-Arrow-Columns", "%5B%22my%20total%22%5D");
        assertThat(ArrowBytes.read(answer.bytes()).names()).containsExactly("my total");
        assertThat(cells(answer.bytes())).containsExactly(1, 2);
        assertThat(bodies()).singleElement().asString().contains("\"INLINE\"", "\"ARROW_STREAM\"");

        int calls = workspace.calls().size();
        RecordedAnswer hit = app.askArrow("one").later;
        assertThat(hit.end()).isEqualTo("finished");
        assertThat(hit.bytes()).isEqualTo(answer.bytes());
        assertThat(hit.headers).isEqualTo(answer.headers);
        assertThat(workspace.calls()).hasSize(calls);
    }

    @Test
    void whereInlineIsRefusedLinksAreUsedFromThenOnAndNeverKept() throws Exception {
        refuseInline();
        workspace
                .answer(ScriptedWorkspace.STATEMENTS, linked(link(0, 0)))
                .link("https://files/0", ScriptedBody.of(ArrowBytes.ints("col_0", 7)));
        RecordedAnswer first = app.askArrow("one").later;
        assertThat(first.end()).isEqualTo("finished");
        assertThat(cells(first.bytes())).containsExactly(7);
        assertThat(app.askArrow("one").later.end()).isEqualTo("finished");
        assertThat(bodies()).hasSize(3);
        assertThat(bodies().get(0)).contains("\"INLINE\"");
        assertThat(bodies().subList(1, 3)).allMatch(body -> body.contains("\"EXTERNAL_LINKS\""));
    }

    @Test
    void chunksOfSeveralAnswersBecomeOneStreamInOrder() throws Exception {
        refuseInline();
        workspace
                .answer(ScriptedWorkspace.STATEMENTS, linked(link(0, 1)))
                .answer(CHUNKS + "1", "{\"external_links\":[" + link(1, 2) + "," + link(2, 3) + "]}")
                .answer(CHUNKS + "3", "{\"external_links\":[" + link(3, 0) + "]}");
        for (int i = 0; i < 4; i++) {
            workspace.link(
                    "https://files/" + i,
                    ScriptedBody.of(ArrowBytes.ints("col_0", numbers(i * 100, i * 100 + 99)), 33 + i));
        }
        RecordedAnswer answer = app.askArrow("one").later;
        assertThat(answer.end()).isEqualTo("finished");
        assertThat(cells(answer.bytes()))
                .isEqualTo(IntStream.range(0, 400).boxed().collect(Collectors.toList()));
        assertThat(ArrowBytes.read(answer.bytes()).names()).containsExactly("my total");
    }

    @Test
    void longNamesAreFetchedSeparatelyByThoseWhoWereToldOfThem() throws Exception {
        app.query("wide.obo.sql", "SELECT 3");
        String columns = IntStream.range(0, 700)
                .mapToObj(i -> column("a column with number " + i))
                .collect(Collectors.joining(","));
        refuseInline();
        workspace.answer(ScriptedWorkspace.STATEMENTS, succeeded(columns, "", "{}"));
        RecordedAnswer answer = app.askArrow("wide").later;
        assertThat(answer.end()).isEqualTo("finished");
        assertThat(answer.headers).containsEntry("X-Appkit-Arrow-Columns-Ref", "s1");
        Page names = app.get(TestApp.caller("u1"), COLUMNS_ROUTE, "s1");
        assertThat(names.status).isEqualTo(200);
        assertThat(names.answer.toString()).startsWith("{columns=[a column with number 0, ");
        for (Page refused : List.of(
                app.get(TestApp.caller("u2"), COLUMNS_ROUTE, "s1"),
                app.get(TestApp.caller("u1"), COLUMNS_ROUTE, "../s1"))) {
            assertThat(refused.status).isEqualTo(404);
            assertThat(refused.answer).isEqualTo(Map.of("error", "Column names unavailable", "plugin", "analytics"));
        }
        timer.advance(Duration.ofMinutes(61));
        assertThat(app.get(TestApp.caller("u1"), COLUMNS_ROUTE, "s1").status).isEqualTo(404);
    }

    @Test
    void aResultWithoutRowsIsATableWithItsColumns() throws Exception {
        refuseInline();
        workspace.answer(ScriptedWorkspace.STATEMENTS, succeeded(column("n"), "\"total_chunk_count\":0,", "{}"));
        RecordedAnswer answer = app.askArrow("one").later;
        assertThat(answer.end()).isEqualTo("finished");
        ArrowBytes.Table table = ArrowBytes.read(answer.bytes());
        assertThat(table.names()).containsExactly("n");
        assertThat(table.rows()).isEmpty();
    }

    @Test
    void aChunkThatFailsBeforeItsFirstByteIsAskedForAgainByANewLink() throws Exception {
        byte[] stream = ArrowBytes.ints("col_0", 5);
        refuseInline();
        workspace
                .answer(ScriptedWorkspace.STATEMENTS, linked(link(0, 0)))
                .answer(CHUNKS + "0", "{\"external_links\":[" + link(0, 0).replace("files/0", "new/0") + "]}")
                .link("https://new/0", ScriptedBody.of(stream));
        RecordedAnswer answer = app.askArrow("one").later;
        passes(Duration.ofSeconds(1));
        assertThat(answer.end()).isEqualTo("finished");
        assertThat(cells(answer.bytes())).containsExactly(5);
    }

    @Test
    void aChunkThatCannotBeHadAtAllIsAnErrorInWords() throws Exception {
        refuseInline();
        workspace
                .answer(ScriptedWorkspace.STATEMENTS, linked(link(0, 0)))
                .answer(CHUNKS + "0", "{\"external_links\":[" + link(0, 0) + "]}");
        RecordedAnswer answer = app.askArrow("one").later;
        passes(Duration.ofSeconds(1));
        passes(Duration.ofSeconds(2));
        answer.end();
        assertThat(answer.status).isEqualTo(500);
        assertThat(answer.text()).isEqualTo("{\"error\":\"Query execution failed\",\"plugin\":\"analytics\"}");
        assertThat(workspace.lines().stream().filter(line -> line.startsWith("DOWNLOAD")))
                .hasSize(3);
    }

    @Test
    void afterTheFirstByteAFailureBreaksTheConnectionAndIsNotRepeated() throws Exception {
        ScriptedBody body = silentBody();
        RecordedAnswer answer = askLinked(body);
        body.cut();
        assertThat(answer.end()).isEqualTo("broken");
        assertThat(answer.status).isEqualTo(200);
        assertThat(workspace.lines()).containsOnlyOnce("DOWNLOAD https://files/0");
    }

    @Test
    void aSilentDownloadIsBrokenOffAfter30Seconds() throws Exception {
        ScriptedBody body = silentBody();
        RecordedAnswer answer = askLinked(body);
        await(() -> body.given == HALF);
        timer.advance(Duration.ofSeconds(29));
        assertThat(answer.ended()).isFalse();
        await(() -> {
            timer.advance(Duration.ofSeconds(31));
            return answer.ended();
        });
        assertThat(answer.end()).isEqualTo("broken");
        await(() -> body.cancelled);
    }

    @Test
    void aSlowClientHoldsBackTheDownloadWithoutLosingIt() throws Exception {
        byte[] stream = ArrowBytes.ints("col_0", numbers(1, 90_000));
        ScriptedBody body = ScriptedBody.of(stream, 1 << 16);
        refuseInline();
        workspace.answer(ScriptedWorkspace.STATEMENTS, linked(link(0, 0))).link("https://files/0", body);
        Page page = new Page(app.streams, TestApp.caller("u1"), "one", Map.of("format", "ARROW_STREAM"), Map.of());
        page.later.reading = false;
        app.ask(page);
        page.later.awaitBegin();
        timer.advance(Duration.ofMinutes(5));
        assertThat(stream.length).isGreaterThan(4 << 20);
        assertThat(body.given).isLessThan(3 << 20);
        assertThat(page.later.ended()).isFalse();
        page.later.readOn();
        assertThat(page.later.end()).isEqualTo("finished");
        assertThat(cells(page.later.bytes())).hasSize(90_000);
    }

    @Test
    void aClientThatLeavesStopsTheDownload() throws Exception {
        ScriptedBody body = silentBody();
        RecordedAnswer answer = askLinked(body);
        await(() -> body.given == HALF);
        answer.gone.cancel();
        await(() -> body.cancelled);
    }

    @Test
    void aClientThatLeavesEarlyCancelsTheStatement() throws Exception {
        workspace
                .answer(ScriptedWorkspace.STATEMENTS, "{\"statement_id\":\"s1\",\"status\":{\"state\":\"RUNNING\"}}")
                .answer(STATEMENT, new CompletableFuture<>());
        RecordedAnswer answer = app.askArrow("one").later;
        workspace.await(STATEMENT);
        answer.gone.cancel();
        workspace.await(CANCEL);
    }

    @Test
    void withoutAFirstByteInTimeTheWarehouseIsSaidToBeUnavailable() throws Exception {
        workspace
                .answer(ScriptedWorkspace.STATEMENTS, "{\"statement_id\":\"s1\",\"status\":{\"state\":\"RUNNING\"}}")
                .answer(STATEMENT, new CompletableFuture<>());
        RecordedAnswer answer = app.askArrow("one").later;
        workspace.await(STATEMENT);
        timer.advance(Duration.ofMinutes(2));
        answer.end();
        assertThat(answer.status).isEqualTo(503);
        assertThat(answer.text()).contains("\"errorCode\":\"WAREHOUSE_UNAVAILABLE\"", "\"plugin\":\"analytics\"");
        workspace.await(CANCEL);
    }

    @Test
    void aWarehouseThatDeliversNoArrowAtAllIsSaidSo() throws Exception {
        workspace.answer(
                ScriptedWorkspace.STATEMENTS,
                "{\"statement_id\":\"s1\",\"status\":{\"state\":\"FAILED\",\"error\":{\"error_code\":\"NOT_IMPLEMENTED\",\"message\":\"format ARROW_STREAM\"}}}");
        RecordedAnswer answer = app.askArrow("one").later;
        answer.end();
        assertThat(answer.status).isEqualTo(500);
        assertThat(answer.text()).contains("\"errorCode\":\"ARROW_DELIVERY_UNSUPPORTED\"", "JSON_ARRAY");
    }

    @Test
    void anErrorOfTheStatementIsNoReasonToAskForLinks() throws Exception {
        workspace.answer(
                ScriptedWorkspace.STATEMENTS,
                "{\"statement_id\":\"s1\",\"status\":{\"state\":\"FAILED\",\"error\":{\"error_code\":\"BAD_REQUEST\",\"message\":\"secret\"}}}");
        RecordedAnswer answer = app.askArrow("one").later;
        answer.end();
        assertThat(answer.text())
                .isEqualTo(
                        "{\"error\":\"Query execution failed\",\"errorCode\":\"BAD_REQUEST\",\"plugin\":\"analytics\"}");
        assertThat(bodies()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"state\":\"SUCCEEDED\"},\"manifest\":{\"truncated\":true},\"result\":{}",
                "{\"state\":\"FAILED\",\"error\":{\"error_code\":\"BAD_REQUEST\",\"message\":\"Inline byte limit exceeded.\"}}"
            })
    void aResultThatIsTooLargeToComeInlineIsAskedForByLinks(String status) throws Exception {
        workspace
                .answer(ScriptedWorkspace.STATEMENTS, "{\"statement_id\":\"s1\",\"status\":" + status + "}")
                .answer(ScriptedWorkspace.STATEMENTS, linked(link(0, 0)))
                .link("https://files/0", ScriptedBody.of(ArrowBytes.ints("col_0", 7)));
        RecordedAnswer answer = app.askArrow("one").later;
        assertThat(answer.end()).isEqualTo("finished");
        assertThat(cells(answer.bytes())).containsExactly(7);
    }

    @Test
    void whenThePluginStopsWhatIsBeingSentIsBroken() throws Exception {
        RecordedAnswer answer = askLinked(silentBody());
        app.stop();
        assertThat(answer.end()).isEqualTo("broken");
    }

    /** Half of a stream, and then nothing. */
    private static ScriptedBody silentBody() {
        return ScriptedBody.silent(HUNDRED_ROWS, HALF);
    }

    /** Asks for a result behind one link, whose answer has begun. */
    private RecordedAnswer askLinked(ScriptedBody body) throws Exception {
        refuseInline();
        workspace.answer(ScriptedWorkspace.STATEMENTS, linked(link(0, 0))).link("https://files/0", body);
        return app.askArrow("one").later.awaitBegin();
    }
}
