package io.appkit.shell;

import io.appkit.api.AppKitException;
import io.appkit.api.platform.PluginInfo;
import io.appkit.api.platform.PluginRegistry;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.api.console.CommandLine;
import org.apache.karaf.shell.api.console.Completer;
import org.apache.karaf.shell.api.console.Session;
import org.apache.karaf.shell.support.completers.StringsCompleter;

/** Completes the names of plugins. */
@Service
public final class PluginCompleter implements Completer {

    @Override
    public int complete(Session session, CommandLine line, List<String> candidates) {
        try (Services services = Services.open()) {
            List<String> names =
                    services.find(PluginRegistry.class).map(PluginRegistry::plugins).orElse(List.of()).stream()
                            .map(PluginInfo::name)
                            .toList();
            return new StringsCompleter(names).complete(session, line, candidates);
        }
    }

    /**
     * The plugin of a name.
     *
     * @throws AppKitException if there is none
     */
    static PluginInfo find(List<PluginInfo> plugins, String name) {
        return plugins.stream()
                .filter(plugin -> plugin.name().equals(name))
                .findFirst()
                .orElseThrow(() -> AppKitException.notFound("There is no plugin '" + name + "', only "
                        + plugins.stream().map(PluginInfo::name).collect(Collectors.joining(", "))));
    }
}
