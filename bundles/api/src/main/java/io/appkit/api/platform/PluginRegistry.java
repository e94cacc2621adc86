package io.appkit.api.platform;

import io.appkit.api.Registration;
import io.appkit.api.ResourceRequirement;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** Which plugins there are, and the way to the running version of each. An OSGi service. */
public interface PluginRegistry {

    /**
     * Leases the running version of the plugin behind a path prefix. While a plugin is being updated or reconfigured the
     * answer waits, without a thread; else it is there at once.
     *
     * @param prefix first path segment after {@code /api/}, in any case
     * @return completes with a lease; with empty if no such plugin is installed; or with
     *     {@link io.appkit.api.PluginUnavailableException} if it is installed but does not run
     */
    CompletionStage<Optional<Lease>> acquire(String prefix);

    /** All plugins, sorted by name. */
    List<PluginInfo> plugins();

    /**
     * What a plugin needs of the workspace: as it tells itself while it runs, else by its manifest.
     *
     * @param plugin its name
     * @return empty if there is no such plugin
     */
    List<ResourceRequirement> resources(String plugin);

    /** The running versions, sorted by plugin name. */
    List<Mount> mounts();

    /** Runs {@code action} after {@link #mounts}, {@link #plugins} or what a plugin tells the page has changed; close the result to stop. */
    Registration onChange(Runnable action);
}
