package io.appkit.localworkspace;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;

/** Tests of an app whose people sign in at a workspace of the whole class. */
abstract class AtWorkspace {

    static final AdjustableClock CLOCK = new AdjustableClock();
    static LocalWorkspace workspace;

    App app;

    @BeforeAll
    static void start() throws Exception {
        workspace = LocalWorkspace.start(
                new LocalWorkspace.Options(
                        0,
                        0.001,
                        Duration.ofHours(1),
                        Duration.ZERO,
                        Optional.empty(),
                        Optional.empty(),
                        Folders.fresh(),
                        false),
                CLOCK,
                new ManualDelays());
    }

    @AfterAll
    static void stop() {
        workspace.close();
    }

    @BeforeEach
    void openApp() throws Exception {
        app = new App(workspace);
    }
}
