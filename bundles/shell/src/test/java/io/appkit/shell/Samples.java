package io.appkit.shell;

import io.appkit.api.platform.PluginInfo;
import io.appkit.api.platform.PluginState;
import io.appkit.api.platform.Route;
import java.util.Collections;
import java.util.List;

/** Plugins for tests. */
final class Samples {

    private Samples() {}

    static PluginInfo active(String name, int routes) {
        return plugin(name, PluginState.ACTIVE, null, routes);
    }

    static PluginInfo plugin(String name, PluginState state, String problem, int routes) {
        Route route = new Route("r", "GET", "/", exchange -> {});
        return new PluginInfo(
                name,
                name,
                "ga",
                "0.1.0",
                "/api/" + name,
                state,
                problem,
                List.copyOf(Collections.nCopies(routes, route)));
    }
}
