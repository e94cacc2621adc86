package io.appkit.api.platform;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A plugin as seen from outside.
 *
 * @param name camelCase
 * @param displayName for people
 * @param stability {@code ga} or {@code beta}
 * @param version of its bundle
 * @param prefix path prefix, as {@code /api/ai-search}
 * @param state where it is in its life
 * @param problem why it is not active, in one line; null when it is
 * @param routes its routes; empty while it is not active
 */
public record PluginInfo(
        String name,
        String displayName,
        String stability,
        String version,
        String prefix,
        PluginState state,
        @Nullable String problem,
        List<Route> routes) {}
