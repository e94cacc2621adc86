package io.appkit.analytics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.appkit.api.AppKitException;
import io.appkit.api.ErrorKind;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is said about requests that are wrong. */
class QueryRequestsTest {

    @TempDir
    Path folder;

    private TestApp app;
    private ScriptedWorkspace workspace;

    @BeforeEach
    void anApp() throws Exception {
        app = new TestApp(folder);
        workspace = app.workspace;
        workspace.answer(ScriptedWorkspace.WAREHOUSE, "{\"state\":\"RUNNING\"}");
        app.query("one.sql", "SELECT 1 AS n").query("by.sql", "SELECT :a, :b AS n");
    }

    @AfterEach
    void stop() {
        app.close();
    }

    @Test
    void whatIsWrongWithTheRequestIsSaidBeforeTheStreamOpens() throws Exception {
        app.query("mine.obo.sql", "SELECT 1 AS n");
        app.start();
        assertThatThrownBy(() -> app.ask("nope", "{\"format\":\"CSV\"}"))
                .hasMessage("Invalid format: CSV. Expected \"JSON_ARRAY\" or \"ARROW_STREAM\".");
        assertThatThrownBy(() -> app.ask("nope", "{\"format\":7}")).hasMessageStartingWith("Invalid format: 7.");
        assertThatThrownBy(() -> app.ask("nope", "{}")).hasMessage("Query not found");
        assertThatThrownBy(() -> app.ask(TestApp.callerWithoutToken(), "mine", "{\"parameters\":1}", Map.of()))
                .isInstanceOfSatisfying(
                        AppKitException.class, error -> assertThat(error.kind()).isEqualTo(ErrorKind.AUTHENTICATION));
        assertThat(workspace.calls()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "[1]|Invalid value for parameters: expected an object",
                "{\"a\":\"x\"}|Invalid value for a: expected SQL type",
                "{\"a\":{\"__sql_type\":\"INT\",\"value\":1}}|Invalid value for a: expected SQL type",
                "{\"a\":{\"__sql_type\":\"DROP;\",\"value\":\"1\"}}|Invalid value for a: expected SQL type",
                "{\"c\":null}|Invalid value for c: expected a parameter defined in the query (valid: a, b)",
                "{\"__proto__\":null}|Invalid value for __proto__: expected a parameter defined in the query"
            })
    void aWrongParameterIsAnErrorEvent(String parameters, String text) throws Exception {
        assertThat(app.start().ask("by", "{\"parameters\":" + parameters + "}").last())
                .contains(text.replace("\"", "\\\""), "\"code\":\"UPSTREAM_ERROR\"");
        assertThat(workspace.calls()).isEmpty();
    }

    @Test
    void aBlankQueryIsAnErrorEvent() throws Exception {
        app.query("blank.sql", " \n");
        assertThat(app.start().ask("blank", "{}").last())
                .contains("\"error\":\"Missing required field: statement\"", "\"code\":\"UPSTREAM_ERROR\"");
    }

    @Test
    void beforeArrowIsAskedForTheParametersAreChecked() throws Exception {
        app.start();
        assertThatThrownBy(() -> app.ask(
                        TestApp.caller("u1"), "one", "{\"format\":\"ARROW\",\"parameters\":{\"x\":null}}", Map.of()))
                .isInstanceOfSatisfying(
                        AppKitException.class,
                        error -> assertThat(error.status()).isEqualTo(400));
        assertThat(app.ask("one", "{\"format\":\"ARROW\",\"parameters\":{\"x\":null}}")
                        .last())
                .contains("Invalid value for x");
    }
}
