package io.appkit.shell;

import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.jspecify.annotations.Nullable;

/** Makes callers sign in again. */
@Service
@Command(scope = "appkit", name = "sessions-revoke", description = "Ends the sessions of a caller, or of all")
public final class SessionsRevokeCommand extends AppKitCommand {

    @Argument(name = "caller", description = "Id of the caller whose sessions end")
    @Completion(CallerCompleter.class)
    private @Nullable String caller;

    @Option(name = "--all", description = "Ends the sessions of all callers")
    private boolean all;

    @Override
    void run(Console console, Services services) {
        new Revocation(caller, all).carryOut(services.signIn(), console, json());
    }
}
