package io.appkit.core.execution;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import com.github.benmanes.caffeine.cache.Ticker;
import io.appkit.api.config.Setting;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Results of operations as bytes, bounded by their sum. */
final class ResultCache {

    /** Key, map entry and array header, about: keeps many tiny entries within the bound as well. */
    private static final int ENTRY_OVERHEAD_BYTES = 256;

    private record Entry(Bytes bytes, Duration ttl) {}

    /** Keeps the array out of the record's equality. */
    private static final class Bytes {
        final byte[] value;

        Bytes(byte[] value) {
            this.value = value;
        }
    }

    private final Setting<CacheSettings> settings;
    private final Cache<String, Entry> entries;

    ResultCache(Setting<CacheSettings> settings, Ticker ticker) {
        this.settings = settings;
        this.entries = Caffeine.newBuilder()
                .maximumWeight(settings.get().maxBytes())
                .weigher((String key, Entry entry) -> entry.bytes.value.length + ENTRY_OVERHEAD_BYTES)
                .expireAfter(Expiry.creating((String key, Entry entry) -> entry.ttl))
                .ticker(ticker)
                .executor(Runnable::run)
                .build();
        settings.onChange(now -> entries.policy()
                .eviction()
                .ifPresent(eviction -> eviction.setMaximum(now.enabled() ? now.maxBytes() : 0)));
    }

    byte @Nullable [] get(String key) {
        Entry entry = settings.get().enabled() ? entries.getIfPresent(key) : null;
        return entry == null ? null : entry.bytes.value;
    }

    void put(String key, byte[] value, Duration ttl) {
        CacheSettings now = settings.get();
        if (now.enabled() && value.length <= now.maxEntryBytes() && !ttl.isZero()) {
            entries.put(key, new Entry(new Bytes(value), ttl));
        }
    }
}
