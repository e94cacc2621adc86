package io.appkit.shell;

import io.appkit.api.platform.PluginInfo;
import io.appkit.api.platform.PluginRegistry;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Why a plugin does not answer, and what to do about it. */
final class MissingPlugin {

    private MissingPlugin() {}

    static String explain(String plugin, Optional<PluginRegistry> registry) {
        return explain(plugin, registry.map(PluginRegistry::plugins).orElse(List.of()));
    }

    static String explain(String plugin, List<PluginInfo> plugins) {
        return plugins.stream()
                .filter(known -> known.name().equals(plugin))
                .findFirst()
                .map(MissingPlugin::explain)
                .orElse("The plugin " + plugin + " is not installed; feature:install appkit-"
                        + plugin.replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT));
    }

    private static String explain(PluginInfo known) {
        if (known.problem() == null) {
            return "The plugin " + known.name() + " did not answer; try again";
        }
        return "The plugin " + known.name() + " is "
                + Condition.of(known.state()).label() + ": " + known.problem();
    }
}
