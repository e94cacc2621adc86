package io.appkit.analytics;

import static org.assertj.core.api.Assertions.assertThat;

import io.appkit.analytics.arrow.ArrowBytes;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** An app whose queries are answered in Arrow by a scripted workspace. */
@Timeout(60)
abstract class ArrowFixture {

    static final String STATEMENT = "GET /api/2.0/sql/statements/s1";
    static final String CHUNKS = STATEMENT + "/result/chunks/";
    static final String CANCEL = "POST /api/2.0/sql/statements/s1/cancel";
    static final String COLUMNS_ROUTE = "arrow-columns GET /columns/:statementId";
    static final String RESULT_ROUTE = "arrow GET /arrow-result/:jobId";

    @TempDir
    Path folder;

    TestApp app;
    ScriptedWorkspace workspace;
    final ManualTimer timer = new ManualTimer();

    @BeforeEach
    void anApp() throws Exception {
        app = new TestApp(folder);
        workspace = app.workspace;
        workspace.answer(ScriptedWorkspace.WAREHOUSE, "{\"state\":\"RUNNING\"}").answer(CANCEL, "{}");
        app.query("one.sql", "SELECT 1 AS n").query("mine.obo.sql", "SELECT 2 AS n");
        app.start(() -> timer);
    }

    @AfterEach
    void stop() {
        app.close();
    }

    static String succeeded(String columns, String more, String result) {
        return "{\"statement_id\":\"s1\",\"status\":{\"state\":\"SUCCEEDED\"},\"manifest\":{" + more
                + "\"schema\":{\"columns\":[" + columns + "]}},\"result\":" + result + "}";
    }

    static String column(String name) {
        return "{\"name\":\"" + name + "\",\"type_name\":\"INT\",\"type_text\":\"INT\"}";
    }

    static String inline(String column, byte[] stream) {
        return succeeded(
                column(column), "", "{\"attachment\":\"" + Base64.getEncoder().encodeToString(stream) + "\"}");
    }

    static String link(int index, int next) {
        return "{\"external_link\":\"https://files/" + index + "\",\"chunk_index\":" + index
                + (next > 0 ? ",\"next_chunk_index\":" + next : "") + "}";
    }

    static String linked(String... links) {
        return succeeded(column("my total"), "", "{\"external_links\":[" + String.join(",", links) + "]}");
    }

    void refuseInline() {
        workspace.fail(ScriptedWorkspace.STATEMENTS, 400, "INVALID_PARAMETER_VALUE");
    }

    static int[] numbers(int from, int to) {
        return IntStream.rangeClosed(from, to).toArray();
    }

    static List<Object> cells(byte[] stream) {
        return ArrowBytes.read(stream).rows().stream().map(row -> row.get(0)).collect(Collectors.toList());
    }

    List<String> bodies() {
        return workspace.calls().stream()
                .filter(call -> call.line().equals(ScriptedWorkspace.STATEMENTS))
                .map(ScriptedWorkspace.Call::body)
                .toList();
    }

    static void await(BooleanSupplier condition) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).isLessThan(end);
            Thread.onSpinWait();
        }
    }

    /** Waits for the one who waits for this time, and lets it pass. */
    void passes(Duration time) {
        await(() -> timer.due(time));
        timer.advance(time);
    }
}
