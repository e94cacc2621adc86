package io.appkit.shell;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.karaf.shell.support.CommandException;
import org.junit.jupiter.api.Test;

class ConsoleTest {

    private final Screen screen = new Screen();

    @Test
    void aFailureIsOneRedLine() {
        CommandException failure =
                screen.console(80, true).failure("Statement failed: no table t\n== SQL ==\n  \u001b[2JSELECT");

        assertThat(failure.getNiceHelp())
                .isEqualTo("\u001b[31mStatement failed: no table t == SQL == \\u001b[2JSELECT\u001b[39m");
    }

    @Test
    void aFailureIsPlainWhereTheTerminalKnowsNoColours() {
        CommandException failure = screen.console(80, false).failure("x".repeat(2000));

        assertThat(failure.getNiceHelp()).hasSize(1000).endsWith("xxx...");
        assertThat(failure).hasMessage(failure.getNiceHelp());
    }
}
