package io.appkit.api.execution;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Where and how long a result is kept.
 *
 * @param scope whose result it is: {@code global} for work of the app itself, else the caller's id
 * @param parts everything the result depends on, in a fixed order; the platform adds the app and the plugin
 * @param ttl how long the result stays valid; empty for as long as is configured for the cache
 * @param name what metrics call it, such as the key of a query: one of few; empty for nothing
 */
public record CacheEntry(String scope, List<String> parts, Optional<Duration> ttl, String name) {

    /** Scope of results that are the same for every caller. */
    public static final String GLOBAL = "global";

    /** Copies the parts. */
    public CacheEntry {
        parts = List.copyOf(parts);
    }

    /** A result that stays valid as long as is configured for the cache. */
    public CacheEntry(String scope, List<String> parts) {
        this(scope, parts, Optional.empty(), "");
    }

    /** A result that stays valid for a time of its own. */
    public CacheEntry(String scope, List<String> parts, Duration ttl) {
        this(scope, parts, Optional.of(ttl), "");
    }

    /** The same with a name for metrics. */
    public CacheEntry named(String metricName) {
        return new CacheEntry(scope, parts, ttl, metricName);
    }
}
