package io.appkit.server;

import io.appkit.api.platform.PluginInfo;
import io.appkit.api.platform.PluginRegistry;
import io.appkit.api.platform.PluginState;
import io.appkit.server.dispatch.RequestPath;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Whether the server lives, and whether all of it is ready. */
final class Health {

    private static final Answer OK = Answer.json(200, Map.of("status", "ok"));

    private final PluginRegistry registry;

    Health(PluginRegistry registry) {
        this.registry = registry;
    }

    /** The answer; empty for a path that is not about health. */
    Optional<Answer> answer(RequestPath path, String method) {
        boolean lives = path.isExactly("health");
        if (!lives && !path.isExactly("health", "ready")) {
            return Optional.empty();
        }
        return Optional.of(
                switch (method) {
                    case "GET", "HEAD" -> lives ? OK : ready();
                    case "OPTIONS" -> Answer.allow("GET, HEAD");
                    default -> Answer.notFound();
                });
    }

    private Answer ready() {
        Map<String, Object> waiting = new LinkedHashMap<>();
        for (PluginInfo plugin : registry.plugins()) {
            if (plugin.state() != PluginState.ACTIVE) {
                waiting.put(plugin.name(), describe(plugin));
            }
        }
        return waiting.isEmpty() ? OK : Answer.json(503, Map.of("status", "waiting", "plugins", waiting));
    }

    private static Map<String, String> describe(PluginInfo plugin) {
        String problem = plugin.problem();
        return problem == null
                ? Map.of("state", plugin.state().name())
                : Map.of("state", plugin.state().name(), "problem", problem);
    }
}
