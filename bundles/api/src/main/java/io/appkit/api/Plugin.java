package io.appkit.api;

import java.util.List;
import java.util.Map;

/**
 * One capability of an app: a bundle publishes it as an OSGi service under this interface, and its routes appear
 * below {@code /api/<name>}.
 *
 * <p>The bundle's header {@code AppKit-Plugin} names its manifest (by convention
 * {@code OSGI-INF/appkit/manifest.json}), which gives the plugin its name: camelCase, {@code ^[a-z][a-zA-Z0-9]*$}. The
 * path prefix is the name in kebab case, so {@code aiSearch} serves {@code /api/ai-search}.
 *
 * <p>The platform calls, in this order: {@link #start}, {@link #routes}, {@link #exports}, {@link #clientConfig}; after
 * that requests arrive. When the plugin leaves, no new request arrives, running ones are given time to end, and
 * {@link #stop} is called last. A plugin that is reconfigured into a runnable state after a failure is started again.
 */
public interface Plugin {

    /**
     * Prepares the plugin; may do slow and remote work. Runs on a worker thread with a deadline of 60 s.
     *
     * @param context what the platform offers this plugin; valid until {@link #stop} returns
     * @throws io.appkit.api.config.ConfigurationException if a setting is wrong or missing; the plugin waits and is
     *     started again when its configuration changes
     * @throws Exception for any other reason; the plugin is marked as failed, others go on
     */
    default void start(PluginContext context) throws Exception {}

    /**
     * Declares the routes of this plugin.
     *
     * @param routes collects them; not valid after this call
     */
    default void routes(Routes routes) {}

    /**
     * Declares the Java services of this plugin.
     *
     * @param exports collects them; not valid after this call
     */
    default void exports(Exports exports) {}

    /**
     * Values for the page, found there as {@code plugins.<name>} of the boot payload. Plain JSON data only (maps with
     * string keys, lists, strings, finite numbers, booleans, null); values of environment variables are redacted.
     *
     * @return the values; empty for none
     */
    default Map<String, ?> clientConfig() {
        return Map.of();
    }

    /**
     * What this plugin needs of the workspace as it is configured now. Entries of the manifest that are of the same type are
     * templates for new apps then, and not shown; those of other types count as well. Asked for whenever someone wants to
     * know, while the plugin runs; must not block.
     *
     * @return the requirements; empty to leave it to the manifest
     */
    default List<ResourceRequirement> resources() {
        return List.of();
    }

    /** Releases what {@link #start} acquired. Streams of the plugin have ended by then. Has a deadline of 6 s. */
    default void stop() {}
}
