package io.appkit.shell;

import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Service;

/** How callers are known. */
@Service
@Command(scope = "appkit", name = "auth-info", description = "Shows how callers sign in")
public final class AuthInfoCommand extends AppKitCommand {

    @Override
    void run(Console console, Services services) {
        new SignInOverview(services.signIn().status()).print(console, json());
    }
}
