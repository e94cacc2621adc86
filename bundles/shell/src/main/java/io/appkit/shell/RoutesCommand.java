package io.appkit.shell;

import io.appkit.api.platform.PluginInfo;
import java.util.List;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.jspecify.annotations.Nullable;

/** What the server answers below {@code /api}. */
@Service
@Command(scope = "appkit", name = "routes", description = "Lists the routes of the plugins")
public final class RoutesCommand extends AppKitCommand {

    @Argument(name = "plugin", description = "Only those of this plugin")
    @Completion(PluginCompleter.class)
    private @Nullable String plugin;

    @Override
    void run(Console console, Services services) {
        List<PluginInfo> plugins = services.registry().plugins();
        new RouteTable(console)
                .print(plugin == null ? plugins : List.of(PluginCompleter.find(plugins, plugin)), json());
    }
}
