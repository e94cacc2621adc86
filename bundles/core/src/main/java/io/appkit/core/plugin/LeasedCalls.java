package io.appkit.core.plugin;

import io.appkit.api.platform.Lease;

/** The way of a Java call to the running version of a plugin. */
@FunctionalInterface
interface LeasedCalls {

    /**
     * Leases the running version; waits while the plugin is being swapped.
     *
     * @throws io.appkit.api.PluginUnavailableException if none runs
     */
    Lease lease(String plugin);
}
