package io.appkit.core.execution;

import io.appkit.api.config.Configuration;
import io.appkit.api.config.Key;

/**
 * How much the cache keeps.
 *
 * @param enabled whether it keeps anything
 * @param maxBytes most bytes of all entries together
 * @param maxEntryBytes most bytes of one entry; larger results are not kept
 */
@Configuration(pid = "appkit.cache", title = "AppKit result cache")
public record CacheSettings(
        @Key(description = "Whether results are kept", defaultValue = "true")
        boolean enabled,

        @Key(description = "Most bytes of all kept results together", defaultValue = "67108864", min = 0)
        long maxBytes,

        @Key(description = "Most bytes of one kept result", defaultValue = "10485760", min = 0)
        long maxEntryBytes) {}
