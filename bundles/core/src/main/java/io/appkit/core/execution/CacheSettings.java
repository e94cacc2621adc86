package io.appkit.core.execution;

import io.appkit.api.config.Configuration;
import io.appkit.api.config.Key;
import java.time.Duration;
import java.util.Optional;

/**
 * What the cache keeps, and where.
 *
 * @param enabled whether it keeps anything
 * @param ttl seconds a result stays valid unless its query says otherwise
 * @param maxBytes most bytes of all entries together; empty: 64 MB in memory, 256 MB in a store
 * @param maxEntryBytes most bytes of one entry; larger results are not kept
 * @param strictPersistence whether nothing is kept while there is no store that works
 */
@Configuration(pid = "appkit.cache", title = "AppKit result cache")
public record CacheSettings(
        @Key(description = "Whether results are kept", defaultValue = "true")
        boolean enabled,

        @Key(description = "Seconds a result stays valid", defaultValue = "3600", min = 0)
        long ttl,

        @Key(
                description =
                        "Most bytes of all kept results together; 67108864 in memory, 268435456 in a store when unset",
                min = 0)
        Optional<Long> maxBytes,

        @Key(description = "Most bytes of one kept result", defaultValue = "10485760", min = 0)
        long maxEntryBytes,

        @Key(description = "Keeps nothing while no persistent store works, not even in memory", defaultValue = "false")
        boolean strictPersistence) {

    private static final long IN_MEMORY = 64L << 20;
    private static final long IN_STORE = 256L << 20;

    /** As shipped. */
    public static CacheSettings defaults() {
        return new CacheSettings(true, 3600, Optional.empty(), 10L << 20, false);
    }

    Duration timeToLive() {
        return Duration.ofSeconds(ttl);
    }

    long memoryBytes() {
        return enabled ? maxBytes.orElse(IN_MEMORY) : 0;
    }

    long storeBytes() {
        return maxBytes.orElse(IN_STORE);
    }
}
