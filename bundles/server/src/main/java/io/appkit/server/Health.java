package io.appkit.server;

import io.appkit.api.platform.PluginInfo;
import io.appkit.api.platform.PluginRegistry;
import io.appkit.api.platform.PluginState;
import io.appkit.server.dispatch.RequestPath;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;

/** Whether the server lives, and whether all of it is ready. */
final class Health {

    private static final byte[] OK = Answers.json(Map.of("status", "ok"));

    private final PluginRegistry registry;

    Health(PluginRegistry registry) {
        this.registry = registry;
    }

    void answer(RequestPath path, HttpServletRequest request, HttpServletResponse response) throws IOException {
        boolean lives = path.isExactly("health");
        if (!lives && !path.isExactly("health", "ready")) {
            Answers.notFound(request, response);
            return;
        }
        switch (request.getMethod()) {
            case "GET", "HEAD" -> {
                if (lives) {
                    Answers.json(request, response, 200, OK);
                } else {
                    ready(request, response);
                }
            }
            case "OPTIONS" -> Answers.readOnly(request, response);
            default -> Answers.notFound(request, response);
        }
    }

    private void ready(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Map<String, Map<String, String>> waiting = new LinkedHashMap<>();
        for (PluginInfo plugin : registry.plugins()) {
            if (plugin.state() != PluginState.ACTIVE) {
                String problem = plugin.problem();
                waiting.put(
                        plugin.name(),
                        problem == null
                                ? Map.of("state", plugin.state().name())
                                : Map.of("state", plugin.state().name(), "problem", problem));
            }
        }
        if (waiting.isEmpty()) {
            Answers.json(request, response, 200, OK);
        } else {
            Answers.json(request, response, 503, Map.of("status", "waiting", "plugins", waiting));
        }
    }
}
