package io.appkit.api.platform;

import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;

/**
 * One running version of a plugin. What is kept for a mount must be dropped with it (see
 * {@link PluginRegistry#onChange}), or the plugin's classes stay in memory.
 */
public interface Mount {

    /** The plugin's name, camelCase. */
    String plugin();

    /** The path prefix, as {@code /api/ai-search}. */
    String prefix();

    /** The routes, in the order declared. */
    List<Route> routes();

    /** What the plugin tells the page, as it was at its start. */
    Map<String, ?> clientConfig();

    /**
     * Runs the plugin's handlers.
     *
     * @return rejects with {@link java.util.concurrent.RejectedExecutionException} when too many are running
     */
    Executor executor();
}
