package io.appkit.api.platform;

/** The cache of results that all plugins share, seen from outside. An OSGi service. */
public interface CacheAdmin {

    /** What is in it, and what it was good for since it was started. */
    CacheStats stats();

    /**
     * Forgets all results.
     *
     * @return how many they were
     */
    long clear();

    /**
     * Forgets the results of one plugin.
     *
     * @param plugin name of the plugin, camelCase
     * @return how many they were
     */
    long clear(String plugin);
}
