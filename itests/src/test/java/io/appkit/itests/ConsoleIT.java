package io.appkit.itests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The console in a terminal. */
class ConsoleIT {

    private static final Path SCRIPT = Path.of("/usr/bin/script");
    private static final int FIRST_JAVA_WITHOUT_CONSOLE = 24;

    private static final String PROMPT = "\u001B[1mappkit\u001B[0m> ";

    private Distribution distribution;
    private Server terminal;

    @BeforeEach
    void open() {
        assumeConsole();
        distribution = Distribution.unpack();
        terminal = distribution.openTerminal();
    }

    /** Skips the tests where there is no console. */
    static void assumeConsole() {
        assumeTrue(Files.isExecutable(SCRIPT), "no " + SCRIPT + ": the console is not tested");
        assumeTrue(
                Runtime.version().feature() < FIRST_JAVA_WITHOUT_CONSOLE,
                "the console needs Java 17 to 23: not tested");
    }

    @AfterEach
    void close() {
        if (terminal != null) {
            terminal.close();
        }
    }

    @Test
    void greetsRunsCommandsAndStopsTheServerAtItsEnd() throws IOException {
        awaitOutput("AppKit for the JVM");
        awaitOutput(PROMPT);
        terminal.awaitHealthy();

        terminal.type("feature:list -i --no-format");
        awaitOutput("appkit-lib-http");
        terminal.type("logout");

        assertThat(terminal.exitCode(Server.STOP_LIMIT)).isZero();
    }

    @Test
    void saysWhereTheServerIsWhatRunsAndWhatTheQueriesAnswer() throws IOException {
        awaitOutput("AppKit is ready at \u001B[1mhttp://127.0.0.1:" + terminal.port());

        terminal.type("appkit:info");
        awaitOutput("(local data)");
        terminal.type("appkit:plugin-list");
        awaitOutput("/api/analytics");
        terminal.type("appkit:resources files");
        awaitOutput("DATABRICKS_VOLUME_FILES");
        terminal.type("appkit:query revenue_by_segment region=ASIA from_date=1997-01-01 to_date=1998-01-01");
        awaitOutput("HOUSEHOLD");
        awaitOutput("5 rows");
        terminal.type("appkit:streams");
        awaitOutput("There are no streams");
        terminal.type("appkit:query no_such_query");
        awaitOutput("There is no query 'no_such_query'");
    }

    @Test
    void listsAndFetchesTheFilesOfVolumes() throws IOException {
        terminal.awaitReady();

        terminal.type("appkit:files-ls");
        awaitOutput("reports");
        terminal.type("appkit:files-ls files");
        awaitOutput("nations.json");
        terminal.type("appkit:files-get files/nations.json fetched.json");
        Path fetched = distribution.home().resolve("fetched.json");
        terminal.await("the file " + fetched, () -> read(fetched).contains("FRANCE"));
        terminal.type("appkit:files-get files/nations.json fetched.json");
        awaitOutput("is there already");
        terminal.type("appkit:files-get files/no_such_file");
        awaitOutput("There is no file 'files/no_such_file'");
    }

    @Test
    void stopsTheServerOnShutdown() throws IOException {
        terminal.awaitHealthy();
        awaitOutput(PROMPT);

        terminal.type("shutdown -f");

        assertThat(terminal.exitCode(Server.STOP_LIMIT)).isZero();
    }

    @Test
    void writesItsLogToAFile() {
        terminal.awaitHealthy();
        Path log = distribution.home().resolve("data/log/appkit.log");
        terminal.await("line in " + log, () -> read(log).contains("AppKit is ready at"));
    }

    private void awaitOutput(String text) {
        terminal.await(text, () -> String.join("\n", terminal.output()).contains(text));
    }

    private static String read(Path file) {
        try {
            return Files.exists(file) ? Files.readString(file) : "";
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
