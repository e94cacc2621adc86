package io.appkit.core.execution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.appkit.api.AppKitException;
import io.appkit.api.ErrorKind;
import io.appkit.api.execution.CacheEntry;
import io.appkit.api.execution.CacheStore;
import io.appkit.api.execution.Cancellation;
import io.appkit.api.execution.Policy;
import io.appkit.api.telemetry.Telemetry;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The cache with a persistent store (contract: execution, sections 5.2 to 5.4). */
class PersistentCacheTest {

    private static final CacheEntry ENTRY = new CacheEntry(CacheEntry.GLOBAL, List.of("analytics:query", "kpis"));
    private static final int MAX_ENTRY = 100;

    private final ScheduledThreadPoolExecutor scheduler = new ScheduledThreadPoolExecutor(1);
    private final ManualTiming timing = new ManualTiming();
    private final MapStore store = new MapStore();
    private final AtomicInteger runs = new AtomicInteger();
    private double random = 1;
    private ResultCache cache = cache(false);

    @AfterEach
    void stop() {
        cache.close();
        scheduler.shutdownNow();
    }

    @Test
    void keepsResultsInTheStoreAndNotInMemory() {
        use();

        assertThat(ask()).isEqualTo("run 1");
        awaitThat(() -> store.entries.size() == 1);
        assertThat(ask()).isEqualTo("run 1");

        CacheStore.Entry kept = store.entries.values().iterator().next();
        assertThat(kept.key()).matches("my-app/analytics/[0-9a-f]{64}");
        assertThat(kept.value()).asString(StandardCharsets.UTF_8).isEqualTo("run 1");
        assertThat(kept.expires()).isEqualTo(timing.now().plus(Duration.ofHours(1)));
        assertThat(cache.stats(0).persistent()).isTrue();
        assertThat(cache.stats(0).hits()).isEqualTo(1);
        assertThat(cache.stats(0).misses()).isEqualTo(1);
        store.entries.clear();
        assertThat(ask()).isEqualTo("run 2");
    }

    @Test
    void twoInstancesShareTheStoreAndTwoAppsDoNot() {
        use();
        ask();
        awaitThat(() -> store.entries.size() == 1);

        assertThat(ask(execution("my-app"))).isEqualTo("run 1");
        assertThat(ask(execution("my-app2"))).isEqualTo("run 2");
    }

    @Test
    void anExpiredResultIsAMissAndIsRemoved() {
        use();
        ask();
        awaitThat(() -> store.entries.size() == 1);
        Instant firstExpiry = store.entries.values().iterator().next().expires();

        timing.pass(Duration.ofHours(1).plusMillis(1));

        assertThat(ask()).isEqualTo("run 2");
        awaitThat(() -> store.entries.values().stream()
                .allMatch(entry -> entry.expires().isAfter(firstExpiry)));
    }

    @Test
    void aResultOfAnotherKeyIsAMiss() {
        use();
        ask();
        awaitThat(() -> store.entries.size() == 1);
        store.entries.replaceAll((key, entry) -> new CacheStore.Entry("other", entry.value(), entry.expires()));

        assertThat(ask()).isEqualTo("run 2");
    }

    @Test
    void aResultOverTheLimitIsAnsweredNotKeptAndCounted() {
        use();
        byte[] large = new byte[MAX_ENTRY + 1];

        byte[] answer = await(execution("my-app")
                .cached(
                        ENTRY,
                        Policy.once(Duration.ZERO),
                        Cancellation.NEVER,
                        cancellation -> CompletableFuture.completedFuture(large)));

        assertThat(answer).isSameAs(large);
        assertThat(store.entries).isEmpty();
        assertThat(cache.stats(0).tooLarge()).isEqualTo(1);
        assertThat(cache.stats(0).failures()).isZero();
    }

    @Test
    void aBrokenStoreIsAMissThatRestsForHalfAMinute() {
        use();
        ask();
        awaitThat(() -> store.entries.size() == 1);
        store.mood = MapStore.Mood.FAILS;
        int calls = store.calls.get();

        assertThat(ask()).isEqualTo("run 2");
        assertThat(ask()).isEqualTo("run 3");
        timing.pass(Duration.ofSeconds(29));
        assertThat(ask()).isEqualTo("run 4");

        assertThat(store.calls).hasValue(calls + 1);
        assertThat(cache.stats(0).hits()).isZero();
        assertThat(cache.stats(0).misses()).isEqualTo(4);
        assertThat(cache.stats(0).failures()).isEqualTo(6);

        store.mood = MapStore.Mood.WORKS;
        timing.pass(Duration.ofSeconds(1));
        assertThat(ask()).isEqualTo("run 1");
    }

    @Test
    void failuresOfTheStoreAreToldOnceAMinute() {
        PrintStream err = System.err;
        ByteArrayOutputStream log = new ByteArrayOutputStream();
        System.setErr(new PrintStream(log, true, StandardCharsets.UTF_8));
        try {
            use();
            store.mood = MapStore.Mood.FAILS;
            for (int i = 0; i < 4; i++) {
                ask();
                timing.pass(Duration.ofSeconds(30));
            }
        } finally {
            System.setErr(err);
        }

        assertThat(log.toString(StandardCharsets.UTF_8).lines())
                .filteredOn(line -> line.contains("the store is broken"))
                .hasSize(2);
    }

    @Test
    void afterARestOneCallTriesTheStoreAndTheOthersDoNot() {
        use();
        store.mood = MapStore.Mood.FAILS;
        ask();
        timing.pass(Duration.ofSeconds(30));
        store.mood = MapStore.Mood.HANGS;
        int calls = store.calls.get();

        CompletionStage<byte[]> probing = start("a");
        awaitThat(() -> store.calls.get() == calls + 1);
        assertThat(ask()).isEqualTo("run 2");

        timing.pass(Duration.ofSeconds(2));
        assertThat(text(await(probing))).isEqualTo("run 3");
        assertThat(store.calls).hasValue(calls + 1);
    }

    @Test
    void nobodyWaitsForAHangingStoreLongerThanItsDeadline() {
        use();
        store.mood = MapStore.Mood.HANGS;
        int calls = store.calls.get();

        CompletionStage<byte[]> waiting = start("a");
        awaitThat(() -> store.calls.get() == calls + 1);
        timing.pass(Duration.ofMillis(1999));
        assertThat(waiting.toCompletableFuture()).isNotDone();
        timing.pass(Duration.ofMillis(1));

        assertThat(text(await(waiting))).isEqualTo("run 1");
        awaitThat(() -> store.interrupted.get() == 1);
    }

    @Test
    void nobodyWaitsUntilAResultIsKeptAndEqualCallsShareItMeanwhile() {
        use();
        CompletableFuture<byte[]> upstream = new CompletableFuture<>();
        PluginExecution execution = execution("my-app");
        CompletionStage<byte[]> first =
                execution.cached(ENTRY, Policy.once(Duration.ZERO), Cancellation.NEVER, cancellation -> {
                    store.mood = MapStore.Mood.HANGS;
                    return upstream;
                });
        upstream.complete("first".getBytes(StandardCharsets.UTF_8));

        assertThat(text(await(first))).isEqualTo("first");
        assertThat(ask(execution)).isEqualTo("first");

        timing.pass(Duration.ofSeconds(2));
        assertThat(ask(execution)).isEqualTo("run 1");
    }

    @Test
    void aStoreWhoseCheckFailsIsNotUsedUntilItPasses() {
        store.mood = MapStore.Mood.FAILS;
        cache.stores().offer(store);
        awaitThat(() -> store.calls.get() == 1);

        assertThat(ask()).isEqualTo("run 1");
        assertThat(ask()).isEqualTo("run 1");
        assertThat(cache.persistent()).isFalse();

        store.mood = MapStore.Mood.WORKS;
        awaitThat(() -> {
            timing.pass(Duration.ofSeconds(30));
            return cache.persistent();
        });
        assertThat(cache.inMemory(new CacheKeys("my-app", "analytics").of(ENTRY)))
                .isNull();
        assertThat(ask()).isEqualTo("run 2");
    }

    @Test
    void aCheckThatHangsDelaysNothing() {
        store.mood = MapStore.Mood.HANGS;
        cache.stores().offer(store);

        assertThat(ask()).isEqualTo("run 1");
        assertThat(ask()).isEqualTo("run 1");
        assertThat(cache.persistent()).isFalse();
    }

    @Test
    void withStrictPersistenceNothingIsKeptWithoutAStore() {
        cache = cache(true);

        assertThat(ask()).isEqualTo("run 1");
        assertThat(ask()).isEqualTo("run 2");
        assertThat(cache.stats(0).enabled()).isFalse();

        use();
        assertThat(ask()).isEqualTo("run 3");
        awaitThat(() -> store.entries.size() == 1);
        assertThat(ask()).isEqualTo("run 3");

        cache.stores().withdraw(store);
        assertThat(ask()).isEqualTo("run 4");
        assertThat(ask()).isEqualTo("run 5");
    }

    @Test
    void aStoreThatLeavesIsFollowedByMemoryOrByItsSuccessor() {
        use();
        MapStore successor = new MapStore();
        cache.stores().offer(successor);
        cache.stores().withdraw(store);
        awaitThat(cache::persistent);
        assertThat(ask()).isEqualTo("run 1");
        awaitThat(() -> successor.entries.size() == 1);

        cache.stores().withdraw(successor);
        assertThat(cache.persistent()).isFalse();
        assertThat(ask()).isEqualTo("run 2");
        assertThat(ask()).isEqualTo("run 2");
    }

    @Test
    void theStoreIsTidiedEveryFiveMinutesAndAfterSomeResults() {
        use();
        timing.pass(Duration.ofMinutes(5));
        awaitThat(() -> store.trims.size() == 1);
        timing.pass(Duration.ofMinutes(5));
        awaitThat(() -> store.trims.size() == 2);
        assertThat(store.trims.get(1)).isEqualTo("1970-01-01T00:10:00Z 268435456");

        random = 0.09;
        ask();
        awaitThat(() -> store.trims.size() == 3);

        cache.stores().withdraw(store);
        timing.pass(Duration.ofMinutes(5));
        assertThat(store.trims).hasSize(3);
    }

    @Test
    void clearingForgetsTheResultsOfOneAppOrPluginOnly() {
        use();
        for (String key : List.of("my-app/analytics/1", "my-app/genie/2", "my-app2/analytics/3")) {
            store.put(key);
        }

        assertThat(cache.clear(CacheKeys.prefix("my-app", "genie"))).isEqualTo(1);
        assertThat(cache.clear(CacheKeys.prefix("my-app"))).isEqualTo(1);
        assertThat(store.entries).containsOnlyKeys("my-app2/analytics/3");
        assertThat(CacheKeys.prefix("a/b")).isEqualTo("a%2Fb/");
    }

    @Test
    void clearingABrokenStoreSaysSo() {
        use();
        store.mood = MapStore.Mood.FAILS;

        assertThatThrownBy(() -> cache.clear("my-app/"))
                .isInstanceOfSatisfying(
                        AppKitException.class, error -> assertThat(error.kind()).isEqualTo(ErrorKind.UNAVAILABLE))
                .hasMessageContaining("the store is broken");
    }

    private ResultCache cache(boolean strict) {
        CacheSettings settings = new CacheSettings(true, 3600, Optional.empty(), MAX_ENTRY, strict);
        return new ResultCache(new FixedSetting(settings), System::nanoTime, timing, () -> random);
    }

    private void use() {
        cache.stores().offer(store);
        awaitThat(cache::persistent);
    }

    private final Coalescer coalescer = new Coalescer(scheduler);

    private PluginExecution execution(String app) {
        return new PluginExecution(
                new CacheKeys(app, "analytics"), cache, coalescer, new Attempts(scheduler, () -> 1.0), Telemetry.OFF);
    }

    private String ask() {
        return ask(execution("my-app"));
    }

    private String ask(PluginExecution execution) {
        return text(await(start(execution, ENTRY)));
    }

    private CompletionStage<byte[]> start(String part) {
        return start(execution("my-app"), new CacheEntry(CacheEntry.GLOBAL, List.of(part)));
    }

    private CompletionStage<byte[]> start(PluginExecution execution, CacheEntry entry) {
        return execution.cached(
                entry,
                Policy.once(Duration.ZERO),
                Cancellation.NEVER,
                cancellation -> CompletableFuture.completedFuture(
                        ("run " + runs.incrementAndGet()).getBytes(StandardCharsets.UTF_8)));
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private static <T> T await(CompletionStage<T> stage) {
        return stage.toCompletableFuture().orTimeout(20, TimeUnit.SECONDS).join();
    }

    private static void awaitThat(BooleanSupplier condition) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("awaited for 20 s").isLessThan(end);
            Thread.onSpinWait();
        }
    }
}
