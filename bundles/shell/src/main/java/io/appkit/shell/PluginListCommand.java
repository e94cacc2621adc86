package io.appkit.shell;

import io.appkit.api.AppKitException;
import io.appkit.api.ErrorKind;
import io.appkit.api.platform.PluginRegistry;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Service;

/** Which plugins there are. */
@Service
@Command(
        scope = "appkit",
        name = "plugin-list",
        description = "Lists the plugins, their states and why one is not active")
public final class PluginListCommand extends AppKitCommand {

    private static final String NO_CORE = "The platform is not running: its bundle appkit-core is not active";

    @Override
    void run(Console console, Services services) {
        PluginRegistry registry = services.find(PluginRegistry.class)
                .orElseThrow(() -> new AppKitException(ErrorKind.UNAVAILABLE, NO_CORE, NO_CORE));
        new PluginTable(console).print(registry.plugins());
    }
}
