package io.appkit.shell;

import io.appkit.api.AppKitException;
import io.appkit.api.PluginUnavailableException;
import io.appkit.api.platform.PluginRegistry;
import java.nio.file.Path;
import org.apache.karaf.shell.api.action.Action;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.console.Session;
import org.apache.karaf.shell.support.CommandException;
import org.jline.reader.LineReader;
import org.jspecify.annotations.Nullable;

/** What the commands have in common: a console, the services, and one line for each error. */
abstract class AppKitCommand implements Action {

    @Reference
    @SuppressWarnings("NullAway.Init") // set by Karaf
    private Session session;

    @Option(name = "--json", description = "Prints JSON, for scripts")
    private boolean json;

    /** Whether JSON is asked for. */
    final boolean json() {
        return json;
    }

    /** Where paths of local files begin. */
    final Path folder() {
        return session.currentDir();
    }

    /** Does the command's work. */
    abstract void run(Console console, Services services);

    @Override
    public final @Nullable Object execute() throws CommandException {
        Console console = Console.of(session);
        try (Services services = Services.open()) {
            try {
                run(console, services);
                return null;
            } catch (PluginUnavailableException e) {
                throw console.failure(MissingPlugin.explain(e.plugin(), services.find(PluginRegistry.class)));
            }
        } catch (AppKitException e) {
            CommandException failure = console.failure(String.valueOf(e.getMessage()));
            if (Thread.currentThread().isInterrupted()
                    && session.get(ReadyNotice.READER) instanceof LineReader reader) {
                // Karaf listens no more, and shows the prompt.
                reader.printAbove(failure.getNiceHelp());
            }
            throw failure;
        }
    }
}
