package io.appkit.shell;

import io.appkit.api.platform.PluginInfo;
import java.util.List;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.jspecify.annotations.Nullable;

/** What the app's service principal must be given rights to. */
@Service
@Command(scope = "appkit", name = "resources", description = "Lists what the plugins need of the workspace")
public final class ResourcesCommand extends AppKitCommand {

    @Argument(name = "plugin", description = "Only those of this plugin")
    @Completion(PluginCompleter.class)
    private @Nullable String plugin;

    @Override
    void run(Console console, Services services) {
        List<PluginInfo> plugins = services.registry().plugins();
        List<String> names = plugin == null
                ? plugins.stream().map(PluginInfo::name).toList()
                : List.of(PluginCompleter.find(plugins, plugin).name());
        new ResourceTable(console).print(names, services.registry()::resources, json());
    }
}
