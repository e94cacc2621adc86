package io.appkit.shell;

import java.io.PrintStream;
import org.apache.felix.service.command.Process;
import org.apache.karaf.shell.api.console.Session;
import org.apache.karaf.shell.api.console.Terminal;
import org.apache.karaf.shell.support.CommandException;
import org.apache.karaf.shell.support.ansi.SimpleAnsi;
import org.jspecify.annotations.Nullable;

/**
 * Where a command prints.
 *
 * @param out takes the text
 * @param screen takes what is redrawn on a terminal: a thread that is interrupted while it prints to {@code out} takes the
 *     output of the whole session away, since Karaf leads it through a channel
 * @param width columns of the terminal; 0 if there is none
 * @param ansi whether the terminal knows bold and colours
 */
record Console(PrintStream out, PrintStream screen, int width, boolean ansi) {

    private static final int STANDARD_OUTPUT = 1;

    /** Karaf connects {@code System.out} of the running command with its session, also within pipes. */
    static Console of(Session session) {
        @Nullable Terminal terminal = session.getTerminal();
        return terminal == null || isPiped(Process.Utils.current())
                ? new Console(System.out, System.out, 0, false)
                : new Console(
                        System.out, session.getConsole(), Math.max(0, terminal.getWidth()), terminal.isAnsiSupported());
    }

    private static boolean isPiped(@Nullable Process command) {
        return command != null && !command.isTty(STANDARD_OUTPUT);
    }

    String bold(String text) {
        return ansi ? SimpleAnsi.INTENSITY_BOLD + text + SimpleAnsi.INTENSITY_NORMAL : text;
    }

    /** An end of a command of which Karaf prints this one line; no other exception goes without a trace in the log. */
    CommandException failure(String message) {
        String line = Text.line(message);
        return new CommandException(ansi ? SimpleAnsi.COLOR_RED + line + SimpleAnsi.COLOR_DEFAULT : line, line);
    }
}
