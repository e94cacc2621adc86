package io.appkit.analytics;

import static org.assertj.core.api.Assertions.assertThat;

import io.appkit.analytics.arrow.ArrowBytes;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Arrow for the client of 0.38, and behind JSON results; contract: analytics, sections 6 and 7. */
class ArrowFallbackTest extends ArrowFixture {

    @Test
    void theOldClientIsToldOfAResultAndFetchesIt() throws Exception {
        workspace
                .answer(ScriptedWorkspace.STATEMENTS, linked(link(0, 0)))
                .answer(STATEMENT, linked(link(0, 0)))
                .link("https://files/0", ScriptedBody.of(ArrowBytes.ints("col_0", 7)));
        String message = app.ask("mine", "{\"format\":\"ARROW_STREAM\"}").last();
        assertThat(message)
                .isEqualTo("{\"type\":\"arrow\",\"statement_id\":\"s1\",\"status\":{\"state\":\"SUCCEEDED\"}}");
        assertThat(bodies()).singleElement().asString().contains("\"EXTERNAL_LINKS\"");
        assertThat(app.ask("mine", "{\"format\":\"ARROW\"}").last()).isEqualTo(message);
        assertThat(bodies()).hasSize(1);

        RecordedAnswer answer = app.get(TestApp.caller("u1"), RESULT_ROUTE, "s1").later;
        assertThat(answer.end()).isEqualTo("finished");
        assertThat(answer.headers)
                .containsEntry("Content-Type", "application/octet-stream")
                .containsEntry("Cache-Control", "private, no-store");
        assertThat(cells(answer.bytes())).containsExactly(7);
        assertThat(workspace.await(STATEMENT).identity()).isEqualTo("u1");
    }

    @Test
    void aResultIsForThoseWhoWereToldOfItForAnHour() throws Exception {
        workspace.answer(ScriptedWorkspace.STATEMENTS, linked(link(0, 0)));
        app.ask("mine", "{\"format\":\"ARROW_STREAM\"}").last();
        int calls = workspace.calls().size();
        assertThat(app.get(TestApp.caller("u2"), RESULT_ROUTE, "s1").status).isEqualTo(404);
        assertThat(app.get(TestApp.caller("u1"), RESULT_ROUTE, "s2").status).isEqualTo(404);
        timer.advance(Duration.ofMinutes(61));
        assertThat(app.get(TestApp.caller("u1"), RESULT_ROUTE, "s1").status).isEqualTo(404);
        assertThat(workspace.calls()).hasSize(calls);
    }

    @Test
    void aResultThatCannotBeFetchedIsAnErrorOfItsOwnStatus() throws Exception {
        workspace.answer(ScriptedWorkspace.STATEMENTS, linked(link(0, 0))).fail(STATEMENT, 404, "NOT_FOUND");
        app.ask("one", "{\"format\":\"ARROW_STREAM\"}").last();
        RecordedAnswer answer = app.get(TestApp.caller("u2"), RESULT_ROUTE, "s1").later;
        answer.end();
        assertThat(answer.status).isEqualTo(500);
        assertThat(answer.text()).isEqualTo("{\"error\":\"Query execution failed\",\"plugin\":\"analytics\"}");
    }

    @Test
    void aWarehouseWithoutRowsInlineIsAskedForArrowAndDecoded() throws Exception {
        workspace
                .answer(
                        ScriptedWorkspace.STATEMENTS,
                        "{\"statement_id\":\"s1\",\"status\":{\"state\":\"FAILED\",\"error\":{\"error_code\":\"INVALID_PARAMETER_VALUE\",\"message\":\"INLINE only supports ARROW_STREAM\"}}}")
                .answer(ScriptedWorkspace.STATEMENTS, inline("n", ArrowBytes.ints("col_0", 1, 2)));
        assertThat(app.ask("one", "{}").last()).contains("\"data\":[{\"n\":\"1\"},{\"n\":\"2\"}]");
        app.ask("mine", "{}").last();
        assertThat(bodies()).hasSize(3);
        assertThat(bodies().get(2)).contains("\"ARROW_STREAM\"");
    }

    @Test
    void moreDecodedRowsThanTheLimitAreTooMany() throws Exception {
        workspace.fail(ScriptedWorkspace.STATEMENTS, 400, "NOT_IMPLEMENTED");
        assertThat(app.ask("one", "{}").last()).contains("\"errorCode\":\"NOT_IMPLEMENTED\"");
        workspace.replace(
                ScriptedWorkspace.STATEMENTS,
                "{\"statement_id\":\"s1\",\"status\":{\"state\":\"FAILED\",\"error\":{\"error_code\":\"NOT_IMPLEMENTED\",\"message\":\"INLINE only supports ARROW_STREAM\"}}}",
                inline("n", ArrowBytes.ints("col_0", numbers(1, 100_001))));
        assertThat(app.ask("one", "{}").last()).contains("RESULT_TOO_LARGE_FOR_JSON_FALLBACK");
    }

    @Test
    void namesInTheHeaderAreReadByTheClient() throws Exception {
        workspace.answer(ScriptedWorkspace.STATEMENTS, inline("größe in %", ArrowBytes.ints("col_0", 1)));
        RecordedAnswer answer = app.askArrow("one").later;
        answer.end();
        assertThat(URLDecoder.decode(answer.headers.get("X-Appkit-Arrow-Columns"), StandardCharsets.UTF_8))
                .isEqualTo("[\"größe in %\"]");
    }
}
