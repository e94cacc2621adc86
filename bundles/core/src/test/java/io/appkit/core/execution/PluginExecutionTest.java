package io.appkit.core.execution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.benmanes.caffeine.cache.Ticker;
import io.appkit.api.AppKitException;
import io.appkit.api.ErrorKind;
import io.appkit.api.config.Setting;
import io.appkit.api.execution.CacheEntry;
import io.appkit.api.execution.Cancellation;
import io.appkit.api.execution.CancellationSource;
import io.appkit.api.execution.Operation;
import io.appkit.api.execution.Policy;
import io.appkit.api.platform.CacheStats;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PluginExecutionTest {

    private static final Policy ONCE = Policy.once(Duration.ZERO);
    private static final Duration HOUR = Duration.ofHours(1);

    private final ScheduledThreadPoolExecutor scheduler = new ScheduledThreadPoolExecutor(2);
    private final AtomicLong clock = new AtomicLong();
    private final AtomicInteger runs = new AtomicInteger();

    @AfterEach
    void stop() {
        scheduler.shutdownNow();
    }

    @Test
    void answersTheSecondCallFromTheCache() {
        PluginExecution execution = execution(1000, 1000);

        byte[] first = await(execution.cached(entry("global", "a"), ONCE, Cancellation.NEVER, counting()));
        byte[] second = await(execution.cached(entry("global", "a"), ONCE, Cancellation.NEVER, counting()));

        assertThat(second).isSameAs(first);
        assertThat(runs).hasValue(1);
    }

    @Test
    void keepsScopesAndPartsApart() {
        PluginExecution execution = execution(10_000, 1000);

        await(execution.cached(entry("global", "a"), ONCE, Cancellation.NEVER, counting()));
        await(execution.cached(entry("user-1", "a"), ONCE, Cancellation.NEVER, counting()));
        await(execution.cached(entry("global", "a\",\"b"), ONCE, Cancellation.NEVER, counting()));
        await(execution.cached(entry("global", "a", "b"), ONCE, Cancellation.NEVER, counting()));

        assertThat(runs).hasValue(4);
    }

    @Test
    void forgetsAResultAfterItsTime() {
        PluginExecution execution = execution(1000, 1000);

        await(execution.cached(entry("global", "a"), ONCE, Cancellation.NEVER, counting()));
        clock.addAndGet(HOUR.toNanos() + 1);
        await(execution.cached(entry("global", "a"), ONCE, Cancellation.NEVER, counting()));

        assertThat(runs).hasValue(2);
    }

    @Test
    void answersButDoesNotKeepAResultOverTheLimit() {
        PluginExecution execution = execution(1000, 2);

        assertThat(await(execution.cached(entry("global", "a"), ONCE, Cancellation.NEVER, counting())))
                .isNotEmpty();
        await(execution.cached(entry("global", "a"), ONCE, Cancellation.NEVER, counting()));

        assertThat(runs).hasValue(2);
    }

    @Test
    void doesNotKeepErrors() {
        PluginExecution execution = execution(1000, 1000);
        Operation<byte[]> failing = cancellation -> {
            runs.incrementAndGet();
            return CompletableFuture.failedFuture(AppKitException.validation("wrong"));
        };

        assertThatThrownBy(() -> await(execution.cached(entry("global", "a"), ONCE, Cancellation.NEVER, failing)))
                .hasMessage("wrong");
        assertThatThrownBy(() -> await(execution.cached(entry("global", "a"), ONCE, Cancellation.NEVER, failing)))
                .hasMessage("wrong");
        assertThat(runs).hasValue(2);
    }

    @Test
    void letsEqualCallsShareOneRunAndOneAbortLeaveTheOther() {
        PluginExecution execution = execution(1000, 1000);
        CompletableFuture<byte[]> upstream = new CompletableFuture<>();
        CancellationSource leaves = new CancellationSource();
        Operation<byte[]> slow = cancellation -> {
            runs.incrementAndGet();
            return upstream;
        };

        CompletionStage<byte[]> leaving = execution.cached(entry("global", "a"), ONCE, leaves, slow);
        CompletionStage<byte[]> staying = execution.cached(entry("global", "a"), ONCE, Cancellation.NEVER, slow);
        leaves.cancel();
        upstream.complete(bytes("x"));

        assertThatThrownBy(() -> await(leaving))
                .isInstanceOfSatisfying(
                        AppKitException.class, error -> assertThat(error.kind()).isEqualTo(ErrorKind.ABORTED));
        assertThat(await(staying)).isEqualTo(bytes("x"));
        assertThat(runs).hasValue(1);
    }

    @Test
    void cancelsTheRunAfterAGraceWhenTheLastCallerHasGone() throws InterruptedException {
        PluginExecution execution = execution(1000, 1000);
        CountDownLatch cancelled = new CountDownLatch(1);
        CancellationSource caller = new CancellationSource();
        execution.cached(entry("global", "a"), ONCE, caller, cancellation -> {
            cancellation.onCancel(cancelled::countDown);
            return new CompletableFuture<>();
        });

        long before = System.nanoTime();
        caller.cancel();

        assertThat(cancelled.await(10, TimeUnit.SECONDS)).isTrue();
        assertThat(Duration.ofNanos(System.nanoTime() - before)).isGreaterThanOrEqualTo(Duration.ofMillis(100));
    }

    @Test
    void triesAgainWhatMaySucceedLater() {
        PluginExecution execution = execution(1000, 1000);
        Policy thrice = new Policy(Duration.ZERO, 3, Duration.ofMillis(2), Duration.ofMillis(4));

        String result = await(execution.execute(thrice, Cancellation.NEVER, cancellation -> {
            if (runs.incrementAndGet() < 3) {
                return CompletableFuture.failedFuture(
                        new AppKitException(ErrorKind.CONNECTION, "down", "Query execution failed"));
            }
            return CompletableFuture.completedFuture("done");
        }));

        assertThat(result).isEqualTo("done");
        assertThat(runs).hasValue(3);
    }

    @Test
    void doesNotTryAgainWhatCannotSucceed() {
        PluginExecution execution = execution(1000, 1000);
        Policy thrice = new Policy(Duration.ZERO, 3, Duration.ofMillis(2), Duration.ofMillis(4));

        assertThatThrownBy(() -> await(execution.execute(thrice, Cancellation.NEVER, cancellation -> {
                    runs.incrementAndGet();
                    throw AppKitException.validation("wrong");
                })))
                .hasMessage("wrong");
        assertThat(runs).hasValue(1);
    }

    @Test
    void endsATryAtItsDeadlineCancelsItAndDoesNotTryAgain() throws InterruptedException {
        PluginExecution execution = execution(1000, 1000);
        CountDownLatch cancelled = new CountDownLatch(1);
        Policy policy = new Policy(Duration.ofMillis(50), 3, Duration.ofMillis(1), Duration.ofMillis(1));

        CompletionStage<String> result = execution.execute(policy, Cancellation.NEVER, cancellation -> {
            runs.incrementAndGet();
            cancellation.onCancel(cancelled::countDown);
            return new CompletableFuture<>();
        });

        assertThatThrownBy(() -> await(result)).isInstanceOfSatisfying(AppKitException.class, error -> {
            assertThat(error.kind()).isEqualTo(ErrorKind.TIMEOUT);
            assertThat(error.clientMessage()).isEqualTo("Query timed out, please try again");
        });
        assertThat(cancelled.await(10, TimeUnit.SECONDS)).isTrue();
        assertThat(runs).hasValue(1);
    }

    @Test
    void endsAtOnceWhenTheCallerGoes() throws InterruptedException {
        PluginExecution execution = execution(1000, 1000);
        CountDownLatch started = new CountDownLatch(1);
        CountDownLatch cancelled = new CountDownLatch(1);
        CancellationSource caller = new CancellationSource();
        CompletionStage<String> result = execution.execute(ONCE, caller, cancellation -> {
            cancellation.onCancel(cancelled::countDown);
            started.countDown();
            return new CompletableFuture<>();
        });
        assertThat(started.await(10, TimeUnit.SECONDS)).isTrue();

        caller.cancel();

        assertThatThrownBy(() -> await(result)).hasMessage("The operation was aborted");
        assertThat(cancelled.await(10, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void countsAndForgetsWhatItKeeps() {
        Setting<CacheSettings> settings = new FixedSetting(new CacheSettings(true, 10_000, 1000));
        ResultCache cache = new ResultCache(settings, clock::get);
        cache.put("analytics", "a", bytes("1"), HOUR);
        cache.put("analytics", "b", bytes("2"), HOUR);
        cache.put("genie", "c", bytes("3"), HOUR);
        cache.get("a");
        cache.get("gone");

        CacheStats stats = cache.stats(5, 7);
        assertThat(stats.entries()).isEqualTo(3);
        assertThat(stats.bytes()).isBetween(3L, 1000L);
        assertThat(stats.hits()).isEqualTo(1);
        assertThat(stats.shared()).isEqualTo(5);
        assertThat(stats.misses()).isEqualTo(7);

        assertThat(cache.clear("analytics")).isEqualTo(2);
        assertThat(cache.get("c")).isNotNull();
        assertThat(cache.clear(null)).isEqualTo(1);
        assertThat(cache.stats(0, 0).entries()).isZero();
    }

    private PluginExecution execution(long maxBytes, long maxEntryBytes) {
        Setting<CacheSettings> settings = new FixedSetting(new CacheSettings(true, maxBytes, maxEntryBytes));
        Ticker ticker = clock::get;
        return new PluginExecution(
                "app",
                "analytics",
                new ResultCache(settings, ticker),
                new Coalescer(scheduler),
                new Attempts(scheduler, () -> 1.0));
    }

    private Operation<byte[]> counting() {
        return cancellation -> CompletableFuture.completedFuture(bytes("run " + runs.incrementAndGet()));
    }

    private static CacheEntry entry(String scope, String... parts) {
        return new CacheEntry(scope, List.of(parts), HOUR);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static <T> T await(CompletionStage<T> stage) {
        try {
            return stage.toCompletableFuture().orTimeout(10, TimeUnit.SECONDS).join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw e;
        }
    }

    private record FixedSetting(CacheSettings get) implements Setting<CacheSettings> {

        @Override
        public void onChange(Consumer<CacheSettings> listener) {}

        @Override
        public void close() {}
    }
}
