package io.appkit.core.execution;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import com.github.benmanes.caffeine.cache.RemovalCause;
import com.github.benmanes.caffeine.cache.Ticker;
import io.appkit.api.config.Setting;
import io.appkit.api.platform.CacheStats;
import java.time.Duration;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/** Results of operations as bytes, bounded by their sum. */
final class ResultCache {

    /** Key, map entry and array header, about: keeps many tiny entries within the bound as well. */
    private static final int ENTRY_OVERHEAD_BYTES = 256;

    private record Entry(String plugin, Bytes bytes, Duration ttl) {}

    /** Keeps the array out of the record's equality. */
    private static final class Bytes {
        final byte[] value;

        Bytes(byte[] value) {
            this.value = value;
        }
    }

    private final Setting<CacheSettings> settings;
    private final Cache<String, Entry> entries;
    private final LongAdder hits = new LongAdder();
    private final LongAdder evictions = new LongAdder();

    ResultCache(Setting<CacheSettings> settings, Ticker ticker) {
        this.settings = settings;
        this.entries = Caffeine.newBuilder()
                .maximumWeight(settings.get().maxBytes())
                .weigher((String key, Entry entry) -> entry.bytes.value.length + ENTRY_OVERHEAD_BYTES)
                .expireAfter(Expiry.creating((String key, Entry entry) -> entry.ttl))
                .evictionListener((@Nullable String key, @Nullable Entry entry, RemovalCause cause) -> {
                    if (cause == RemovalCause.SIZE) {
                        evictions.increment();
                    }
                })
                .ticker(ticker)
                .executor(Runnable::run)
                .build();
        settings.onChange(now -> entries.policy()
                .eviction()
                .ifPresent(eviction -> eviction.setMaximum(now.enabled() ? now.maxBytes() : 0)));
    }

    byte @Nullable [] get(String key) {
        Entry entry = settings.get().enabled() ? entries.getIfPresent(key) : null;
        if (entry == null) {
            return null;
        }
        hits.increment();
        return entry.bytes.value;
    }

    void put(String plugin, String key, byte[] value, Duration ttl) {
        CacheSettings now = settings.get();
        if (now.enabled() && value.length <= now.maxEntryBytes() && !ttl.isZero()) {
            entries.put(key, new Entry(plugin, new Bytes(value), ttl));
        }
    }

    /** Forgets what a plugin has put here, or everything for null; the number of results forgotten. */
    long clear(@Nullable String plugin) {
        long[] cleared = {0};
        entries.asMap().values().removeIf(entry -> {
            boolean matches = plugin == null || plugin.equals(entry.plugin);
            cleared[0] += matches ? 1 : 0;
            return matches;
        });
        return cleared[0];
    }

    CacheStats stats(long shared, long misses) {
        CacheSettings now = settings.get();
        return new CacheStats(
                now.enabled(),
                entries.estimatedSize(),
                entries.policy()
                        .eviction()
                        .map(eviction -> eviction.weightedSize().orElse(0))
                        .orElse(0L),
                now.maxBytes(),
                hits.sum(),
                shared,
                misses,
                evictions.sum());
    }
}
