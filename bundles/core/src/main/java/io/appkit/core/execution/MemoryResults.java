package io.appkit.core.execution;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import com.github.benmanes.caffeine.cache.RemovalCause;
import com.github.benmanes.caffeine.cache.Ticker;
import java.time.Duration;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/** Results as bytes, in memory, bounded by their sum. */
final class MemoryResults {

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

    private final Cache<String, Entry> entries;
    private final LongAdder evictions = new LongAdder();

    MemoryResults(long maxBytes, Ticker ticker) {
        this.entries = Caffeine.newBuilder()
                .maximumWeight(maxBytes)
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
    }

    byte @Nullable [] find(String key) {
        Entry entry = entries.getIfPresent(key);
        return entry == null ? null : entry.bytes.value;
    }

    void put(String key, byte[] value, Duration ttl) {
        entries.put(key, new Entry(new Bytes(value), ttl));
    }

    void limit(long maxBytes) {
        entries.policy().eviction().ifPresent(eviction -> eviction.setMaximum(maxBytes));
    }

    /** Forgets the results whose keys begin with {@code prefix}; how many they were. */
    long clear(String prefix) {
        long[] cleared = {0};
        entries.asMap().keySet().removeIf(key -> {
            boolean matches = key.startsWith(prefix);
            cleared[0] += matches ? 1 : 0;
            return matches;
        });
        return cleared[0];
    }

    long size() {
        return entries.estimatedSize();
    }

    long bytes() {
        return entries.policy()
                .eviction()
                .map(eviction -> eviction.weightedSize().orElse(0))
                .orElse(0L);
    }

    /** How many gave way to others. */
    long evictions() {
        return evictions.sum();
    }
}
