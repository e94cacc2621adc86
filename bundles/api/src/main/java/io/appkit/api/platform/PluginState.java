package io.appkit.api.platform;

/** Where a plugin is in its life. */
public enum PluginState {
    /** Its configuration is wrong or missing. */
    WAITING_CONFIG,
    /** A workspace resource it needs is not named. */
    WAITING_RESOURCES,
    /** It is being started. */
    STARTING,
    /** It serves requests. */
    ACTIVE,
    /** It is leaving: no new requests, running ones end. */
    STOPPING,
    /** It is installed but not running. */
    STOPPED,
    /** Its start failed. */
    FAILED
}
