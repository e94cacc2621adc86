package io.appkit.shell;

import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Service;

/** Which plugins there are. */
@Service
@Command(
        scope = "appkit",
        name = "plugin-list",
        description = "Lists the plugins, their states and why one is not active")
public final class PluginListCommand extends AppKitCommand {

    @Override
    void run(Console console, Services services) {
        new PluginTable(console).print(services.registry().plugins(), json());
    }
}
