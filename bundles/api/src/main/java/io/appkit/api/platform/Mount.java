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

    /** What the plugin tells the page, as it last told. */
    Map<String, ?> clientConfig();

    /**
     * Runs the plugin's handlers.
     *
     * @return rejects with {@link java.util.concurrent.RejectedExecutionException} when too many are running
     */
    Executor executor();

    /**
     * Runs a handler on the calling thread, which saves the way to another one. Only so many threads are taken like this at
     * once that those who lend them keep the most.
     *
     * @param handler may take its time, as any handler
     * @return false if it has not run, and has to go to the {@link #executor}
     */
    default boolean runHere(Runnable handler) {
        return false;
    }
}
