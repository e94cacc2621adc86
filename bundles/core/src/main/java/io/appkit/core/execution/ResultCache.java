package io.appkit.core.execution;

import com.github.benmanes.caffeine.cache.Ticker;
import io.appkit.api.AppKitException;
import io.appkit.api.ErrorKind;
import io.appkit.api.config.Setting;
import io.appkit.api.execution.CacheStore;
import io.appkit.api.platform.CacheStats;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Keeps results of operations: in the persistent store while there is one that works, else in memory. A failing store
 * costs hits, never answers.
 */
final class ResultCache implements AutoCloseable {

    /** A lookup that takes longer saves nobody anything. */
    private static final Duration SHORT_CALL = Duration.ofSeconds(2);

    private static final double TIDY_PROBABILITY = 0.1;

    private final Setting<CacheSettings> settings;
    private final StoreTiming timing;
    private final DoubleSupplier random;
    private final MemoryResults memory;
    private final StoreChoice stores;
    private final LongAdder hits = new LongAdder();
    private final LongAdder misses = new LongAdder();
    private final LongAdder tooLarge = new LongAdder();

    /**
     * Creates it.
     *
     * @param ticker for the expiry of what is in memory
     * @param timing for everything about stores
     * @param random from 0 to 1, decides after which results a store is tidied
     */
    ResultCache(Setting<CacheSettings> settings, Ticker ticker, StoreTiming timing, DoubleSupplier random) {
        this.settings = settings;
        this.timing = timing;
        this.random = random;
        this.memory = new MemoryResults(settings.get().memoryBytes(), ticker);
        this.stores = new StoreChoice(timing, () -> settings.get().storeBytes(), () -> memory.clear(""));
        settings.onChange(now -> memory.limit(now.memoryBytes()));
    }

    /** The persistent stores. */
    StoreChoice stores() {
        return stores;
    }

    @Override
    public void close() {
        stores.close();
    }

    /** Whether results are kept at all. */
    boolean enabled() {
        CacheSettings now = settings.get();
        return now.enabled() && (!now.strictPersistence() || stores.inUse() != null);
    }

    boolean persistent() {
        return stores.inUse() != null;
    }

    /** What is in memory for a key; null for nothing. */
    byte @Nullable [] inMemory(String key) {
        byte[] value = stores.inUse() == null ? memory.find(key) : null;
        if (value != null) {
            hits.increment();
        }
        return value;
    }

    /** What the store has for a key; never fails. Empty at once while there is no store. */
    CompletionStage<Optional<byte[]>> inStore(String key) {
        GuardedStore store = stores.inUse();
        if (store == null) {
            return CompletableFuture.completedStage(Optional.empty());
        }
        return store.call(SHORT_CALL, known -> known.find(key))
                .thenApply(
                        found -> found.filter(entry -> entry.key().equals(key)).flatMap(entry -> current(store, entry)))
                .exceptionally(error -> Optional.empty());
    }

    private Optional<byte[]> current(GuardedStore store, CacheStore.Entry entry) {
        if (timing.now().isAfter(entry.expires())) {
            store.call(SHORT_CALL, known -> {
                known.remove(entry.key());
                return true;
            });
            return Optional.empty();
        }
        hits.increment();
        return Optional.of(entry.value());
    }

    /**
     * Keeps a result.
     *
     * @param ttl how long it stays valid; empty for the configured time
     * @return completes when that is done or has failed; never fails itself
     */
    CompletionStage<Boolean> keep(String key, byte[] value, Optional<Duration> ttl) {
        CacheSettings now = settings.get();
        Duration valid = ttl.orElseGet(now::timeToLive);
        if (value.length > now.maxEntryBytes()) {
            tooLarge.increment();
        } else if (enabled() && valid.compareTo(Duration.ZERO) > 0) {
            GuardedStore store = stores.inUse();
            if (store != null) {
                return put(store, new CacheStore.Entry(key, value, timing.now().plus(valid)));
            }
            memory.put(key, value, valid);
            return CompletableFuture.completedStage(true);
        }
        return CompletableFuture.completedStage(false);
    }

    private CompletionStage<Boolean> put(GuardedStore store, CacheStore.Entry entry) {
        return store.call(SHORT_CALL, known -> {
                    known.put(entry);
                    return true;
                })
                .whenComplete((kept, error) -> {
                    if (error == null && random.getAsDouble() < TIDY_PROBABILITY) {
                        stores.tidy(store);
                    }
                })
                .exceptionally(error -> false);
    }

    /**
     * Forgets the results whose keys begin with {@code prefix}.
     *
     * @return how many they were
     * @throws AppKitException if the store may still have some
     */
    long clear(String prefix) {
        GuardedStore store = stores.inUse();
        if (store == null) {
            return memory.clear(prefix);
        }
        try {
            return store.attempt(StoreChoice.LONG_CALL, known -> known.clear(prefix))
                    .toCompletableFuture()
                    .join();
        } catch (CompletionException e) {
            String message = "The cache's store could not be cleared: " + Failures.unwrap(e);
            throw new AppKitException(
                    ErrorKind.UNAVAILABLE,
                    ErrorKind.UNAVAILABLE.status(),
                    message,
                    "The cache could not be cleared",
                    null,
                    e);
        }
    }

    /** Counts work that is done since its result is not kept. */
    void missed() {
        misses.increment();
    }

    CacheStats stats(long shared) {
        CacheSettings now = settings.get();
        boolean persistent = persistent();
        return new CacheStats(
                enabled(),
                persistent,
                persistent ? 0 : memory.size(),
                persistent ? 0 : memory.bytes(),
                persistent ? 0 : now.memoryBytes(),
                hits.sum(),
                shared,
                misses.sum(),
                memory.evictions(),
                tooLarge.sum(),
                stores.failures());
    }
}
