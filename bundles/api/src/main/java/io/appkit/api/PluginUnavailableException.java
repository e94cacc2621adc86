package io.appkit.api;

/** A call on a plugin's Java service while no version of the plugin is running. */
public final class PluginUnavailableException extends AppKitException {

    private static final long serialVersionUID = 1L;

    private final String plugin;

    /**
     * Creates the error.
     *
     * @param plugin name of the plugin
     */
    public PluginUnavailableException(String plugin) {
        super(
                ErrorKind.UNAVAILABLE,
                "Plugin '" + plugin + "' is not available",
                "Plugin '" + plugin + "' is not available");
        this.plugin = plugin;
    }

    /** Name of the plugin. */
    public String plugin() {
        return plugin;
    }
}
