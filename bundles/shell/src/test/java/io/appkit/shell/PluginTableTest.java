package io.appkit.shell;

import static org.assertj.core.api.Assertions.assertThat;

import io.appkit.api.platform.PluginInfo;
import io.appkit.api.platform.PluginState;
import java.util.List;
import org.junit.jupiter.api.Test;

class PluginTableTest {

    private static final PluginInfo WAITING = Samples.plugin(
            "genie",
            PluginState.WAITING_RESOURCES,
            "Resource genie_space: environment variable DATABRICKS_GENIE_SPACE_ID is not set",
            0);

    private static String print(int width, boolean ansi, PluginInfo... plugins) {
        Screen screen = new Screen();
        new PluginTable(screen.console(width, ansi)).print(List.of(plugins), false);
        return screen.text();
    }

    @Test
    void aPluginPerRow() {
        assertThat(print(80, false, Samples.active("analytics", 3), Samples.active("starter", 12)))
                .isEqualTo("""
                        Plugin    | State  | Version | Path           | Routes
                        ----------+--------+---------+----------------+-------
                        analytics | active | 0.1.0   | /api/analytics |      3
                        starter   | active | 0.1.0   | /api/starter   |     12
                        """);
    }

    @Test
    void aProblemIsWrappedToTheTerminal() {
        String text = print(80, false, Samples.active("analytics", 3), WAITING);

        assertThat(text).isEqualTo("""
                        Plugin    | State   | Version | Path           | Routes | Problem
                        ----------+---------+---------+----------------+--------+-----------------------
                        analytics | active  | 0.1.0   | /api/analytics |      3 |
                        genie     | waiting | 0.1.0   | /api/genie     |      0 | Resource genie_space:
                                  |         |         |                |        | environment variable
                                  |         |         |                |        | DATABRICKS_GENIE_SPACE
                                  |         |         |                |        | _ID is not set
                        """);
        assertThat(text.lines()).allMatch(line -> line.length() <= 80);
    }

    @Test
    void aProblemHasOneLineWithoutATerminal() {
        assertThat(print(0, false, WAITING)).endsWith("      0 | " + WAITING.problem() + "\n");
    }

    @Test
    void statesAreColouredWhereTheTerminalKnowsColours() {
        String text = print(
                200,
                true,
                Samples.active("a", 0),
                WAITING,
                Samples.plugin("f", PluginState.FAILED, "boom", 0),
                Samples.plugin("s", PluginState.STOPPED, "not started", 0));

        assertThat(text)
                .contains("| ^[32mactive ^[39m |", "| ^[33mwaiting^[39m |", "| ^[31mfailed ^[39m |")
                .contains("| ^[39mstopped^[39m |");
    }

    @Test
    void noPluginIsSaid() {
        assertThat(print(80, false)).endsWith("No plugin is installed; feature:list | grep appkit\n");
    }

    @Test
    void scriptsGetJson() {
        Screen screen = new Screen();
        new PluginTable(screen.console(80, true)).print(List.of(WAITING), true);

        assertThat(screen.text())
                .contains("\"name\" : \"genie\"")
                .contains("\"state\" : \"waiting_resources\"")
                .contains("\"problem\" : \"Resource genie_space");
    }
}
