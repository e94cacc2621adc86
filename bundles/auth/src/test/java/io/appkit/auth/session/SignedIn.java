package io.appkit.auth.session;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** Tests that begin with somebody who has signed in. */
abstract class SignedIn {

    @TempDir
    Path folder;

    SessionKit kit;
    Sessions sessions;
    Browser browser;

    @BeforeEach
    void signIn() throws Exception {
        kit = new SessionKit(folder);
        sessions = kit.start();
        browser = kit.signIn(sessions);
    }

    final Found find() {
        return sessions.find(browser.headers());
    }
}
