package io.appkit.core.execution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.appkit.api.AppKitException;
import io.appkit.api.ErrorKind;
import io.appkit.api.execution.CacheEntry;
import io.appkit.api.execution.Cancellation;
import io.appkit.api.execution.CancellationSource;
import io.appkit.api.execution.Operation;
import io.appkit.api.execution.Policy;
import io.appkit.api.platform.CacheStats;
import io.appkit.api.telemetry.Telemetry;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
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
    void oneThatEndsWhileTheOneAroundItIsCancelledBlocksNobody() throws Exception {
        PluginExecution execution = execution(1000, 1000);
        CancellationSource caller = new CancellationSource();
        CompletableFuture<byte[]> upstream = new CompletableFuture<>();
        CountDownLatch started = new CountDownLatch(1);
        CountDownLatch cancelling = new CountDownLatch(1);
        CountDownLatch ended = new CountDownLatch(1);
        execution.execute(ONCE, caller, around -> {
            around.onCancel(() -> {
                cancelling.countDown();
                passed(ended);
            });
            CompletionStage<byte[]> inner = execution.execute(ONCE, around, cancellation -> upstream);
            started.countDown();
            return inner.thenApply(value -> {
                ended.countDown();
                return value;
            });
        });
        passed(started);
        CompletableFuture<Void> cancelled = CompletableFuture.runAsync(caller::cancel);
        passed(cancelling);
        CompletableFuture<Void> answered = CompletableFuture.runAsync(() -> upstream.complete(new byte[1]));

        cancelled.get(20, TimeUnit.SECONDS);
        answered.get(20, TimeUnit.SECONDS);
    }

    private static void passed(CountDownLatch latch) {
        try {
            assertThat(latch.await(20, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
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
    void leavesNoDeadlineBehindWhenATryEnds() {
        Policy policy = new Policy(Duration.ofHours(1), 1, Duration.ZERO, Duration.ZERO);

        await(execution(1000, 1000)
                .execute(policy, Cancellation.NEVER, cancellation -> CompletableFuture.completedFuture("done")));

        assertThat(scheduler.getQueue()).allMatch(task -> ((Future<?>) task).isCancelled());
    }

    @Test
    void countsAndForgetsWhatItKeeps() {
        ResultCache cache = cache(new CacheSettings(true, 3600, Optional.of(10_000L), 1000, false));
        cache.keep("app/analytics/a", bytes("1"), Optional.of(HOUR));
        cache.keep("app/analytics/b", bytes("2"), Optional.of(HOUR));
        cache.keep("app/genie/c", bytes("3"), Optional.of(HOUR));
        cache.keep("app/genie/d", new byte[1001], Optional.of(HOUR));
        cache.inMemory("app/analytics/a");
        cache.inMemory("gone");
        cache.missed();

        CacheStats stats = cache.stats(5);
        assertThat(stats.entries()).isEqualTo(3);
        assertThat(stats.bytes()).isBetween(3L, 1000L);
        assertThat(stats.hits()).isEqualTo(1);
        assertThat(stats.shared()).isEqualTo(5);
        assertThat(stats.misses()).isEqualTo(1);
        assertThat(stats.tooLarge()).isEqualTo(1);

        assertThat(cache.clear("app/analytics/")).isEqualTo(2);
        assertThat(cache.inMemory("app/genie/c")).isNotNull();
        assertThat(cache.clear("app/")).isEqualTo(1);
        assertThat(cache.stats(0).entries()).isZero();
    }

    @Test
    void keepsAResultForTheConfiguredTimeIfItHasNoneOfItsOwn() {
        PluginExecution execution = execution(cache(new CacheSettings(true, 60, Optional.of(10_000L), 1000, false)));
        CacheEntry entry = new CacheEntry("global", List.of("a"));

        await(execution.cached(entry, ONCE, Cancellation.NEVER, counting()));
        clock.addAndGet(Duration.ofSeconds(59).toNanos());
        await(execution.cached(entry, ONCE, Cancellation.NEVER, counting()));
        assertThat(runs).hasValue(1);

        clock.addAndGet(Duration.ofSeconds(2).toNanos());
        await(execution.cached(entry, ONCE, Cancellation.NEVER, counting()));
        assertThat(runs).hasValue(2);
    }

    @Test
    void runsEveryCallWithItsOwnSignalWhenDisabled() {
        PluginExecution execution = execution(cache(new CacheSettings(false, 3600, Optional.empty(), 1000, false)));
        CancellationSource first = new CancellationSource();
        CancellationSource second = new CancellationSource();
        CountDownLatch started = new CountDownLatch(2);
        AtomicInteger cancelled = new AtomicInteger();
        CountDownLatch told = new CountDownLatch(1);
        Operation<byte[]> endless = cancellation -> {
            cancellation.onCancel(() -> {
                cancelled.incrementAndGet();
                told.countDown();
            });
            started.countDown();
            return new CompletableFuture<>();
        };

        CompletionStage<byte[]> one = execution.cached(entry("global", "a"), ONCE, first, endless);
        CompletionStage<byte[]> other = execution.cached(entry("global", "a"), ONCE, second, endless);
        await(started);
        first.cancel();

        assertThatThrownBy(() -> await(one)).hasMessage("The operation was aborted");
        await(told);
        assertThat(cancelled).hasValue(1);
        assertThat(other.toCompletableFuture()).isNotDone();
    }

    @Test
    void startsNothingForACallerWhoHasGone() {
        PluginExecution execution = execution(1000, 1000);
        await(execution.cached(entry("global", "a"), ONCE, Cancellation.NEVER, counting()));
        CancellationSource gone = new CancellationSource();
        gone.cancel();

        assertThatThrownBy(() -> await(execution.cached(entry("global", "a"), ONCE, gone, counting())))
                .hasMessage("The operation was aborted");
        assertThatThrownBy(() -> await(execution.cached(entry("global", "b"), ONCE, gone, counting())))
                .hasMessage("The operation was aborted");
        assertThat(runs).hasValue(1);
    }

    private PluginExecution execution(long maxBytes, long maxEntryBytes) {
        return execution(cache(new CacheSettings(true, 3600, Optional.of(maxBytes), maxEntryBytes, false)));
    }

    private PluginExecution execution(ResultCache cache) {
        return new PluginExecution(
                new CacheKeys("app", "analytics"),
                cache,
                new Coalescer(scheduler),
                new Attempts(scheduler, () -> 1.0),
                Telemetry.OFF);
    }

    private ResultCache cache(CacheSettings settings) {
        return new ResultCache(new FixedSetting(settings), clock::get, StoreTiming.of(scheduler), () -> 1.0);
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

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(20, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
