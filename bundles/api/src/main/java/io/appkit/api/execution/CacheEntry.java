package io.appkit.api.execution;

import java.time.Duration;
import java.util.List;

/**
 * Where and how long a result is kept.
 *
 * @param scope whose result it is: {@code global} for work of the app itself, else the caller's id
 * @param parts everything the result depends on, in a fixed order; the platform adds the app and the plugin
 * @param ttl how long the result stays valid
 */
public record CacheEntry(String scope, List<String> parts, Duration ttl) {

    /** Scope of results that are the same for every caller. */
    public static final String GLOBAL = "global";

    /** Copies the parts. */
    public CacheEntry {
        parts = List.copyOf(parts);
    }
}
