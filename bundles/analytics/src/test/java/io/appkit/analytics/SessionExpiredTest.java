package io.appkit.analytics;

import static org.assertj.core.api.Assertions.assertThat;

import io.appkit.analytics.arrow.ArrowBytes;
import io.appkit.api.AppKitException;
import io.appkit.api.ErrorKind;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** The workspace does not accept a caller's token any more. */
class SessionExpiredTest extends ArrowFixture {

    private static final String STATEMENT = "GET /api/2.0/sql/statements/s1";
    private static final String EXPIRED =
            "\"error\":\"Your session has ended, please sign in again\",\"code\":\"UPSTREAM_ERROR\","
                    + "\"errorCode\":\"SESSION_EXPIRED\"";
    private static final String ROWS =
            "{\"statement_id\":\"s1\",\"status\":{\"state\":\"SUCCEEDED\"},\"manifest\":{\"schema\":{\"columns\":["
                    + column("n") + "]}},\"result\":{\"data_array\":[[\"1\"]]}}";

    private void expireAt(String line) {
        workspace.answer(
                line,
                CompletableFuture.failedFuture(new AppKitException(
                        ErrorKind.AUTHENTICATION,
                        401,
                        "A caller's token is not accepted",
                        "Your session has ended, please sign in again",
                        "SESSION_EXPIRED",
                        null)));
    }

    private long submissions() {
        return workspace.lines().stream()
                .filter(ScriptedWorkspace.STATEMENTS::equals)
                .count();
    }

    @Test
    void aStreamEndsWithOneErrorThatIsNeitherRepeatedNorKept() throws Exception {
        expireAt(ScriptedWorkspace.STATEMENTS);
        List<String> messages = app.ask("mine", "{}").messages();
        assertThat(messages)
                .filteredOn(message -> message.contains("error"))
                .singleElement()
                .asString()
                .contains(EXPIRED);
        assertThat(submissions()).isEqualTo(1);

        workspace.replace(ScriptedWorkspace.STATEMENTS, ROWS);
        assertThat(app.ask("mine", "{}").last()).contains("\"type\":\"result\"");
        assertThat(submissions()).isEqualTo(2);
    }

    @Test
    void soDoesOneWhoseStatementIsRunning() throws Exception {
        workspace.answer(ScriptedWorkspace.STATEMENTS, "{\"statement_id\":\"s1\",\"status\":{\"state\":\"RUNNING\"}}");
        expireAt(STATEMENT);
        Page page = app.ask("mine", "{}");
        assertThat(page.last()).contains(EXPIRED);
        assertThat(submissions()).isEqualTo(1);
    }

    @Test
    void bytesAreRefusedWith401() throws Exception {
        expireAt(ScriptedWorkspace.STATEMENTS);
        RecordedAnswer answer = app.askArrow("mine").later;
        answer.end();
        assertThat(answer.status).isEqualTo(401);
        assertThat(answer.text())
                .isEqualTo(
                        "{\"error\":\"Your session has ended, please sign in again\","
                                + "\"errorCode\":\"SESSION_EXPIRED\",\"plugin\":\"analytics\",\"code\":\"AUTHENTICATION_ERROR\"}");
        assertThat(submissions()).isEqualTo(1);
    }

    @Test
    void soAreThoseOfAResultMadeBefore() throws Exception {
        workspace.answer(ScriptedWorkspace.STATEMENTS, linked(link(0, 0)));
        app.ask("mine", "{\"format\":\"ARROW_STREAM\"}").last();
        expireAt(STATEMENT);
        RecordedAnswer answer = app.get(TestApp.caller("u1"), RESULT_ROUTE, "s1").later;
        answer.end();
        assertThat(answer.status).isEqualTo(401);
        assertThat(answer.text()).contains("\"errorCode\":\"SESSION_EXPIRED\"", "\"code\":\"AUTHENTICATION_ERROR\"");
    }

    @Test
    void aResultInTheCacheNeedsNoToken() throws Exception {
        workspace.answer(ScriptedWorkspace.STATEMENTS, inline("n", ArrowBytes.ints("col_0", 7)));
        app.ask(TestApp.caller("u1"), "mine", "{}", Map.of()).last();
        workspace.replace(ScriptedWorkspace.STATEMENTS);
        expireAt(ScriptedWorkspace.STATEMENTS);
        assertThat(app.ask(TestApp.caller("u1"), "mine", "{}", Map.of()).last()).contains("\"type\":\"result\"");
        assertThat(app.ask(TestApp.caller("u2"), "mine", "{}", Map.of()).last()).contains(EXPIRED);
    }
}
