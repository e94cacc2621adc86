package io.appkit.core.execution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.appkit.api.AppKitException;
import io.appkit.api.ErrorKind;
import io.appkit.api.execution.CacheEntry;
import io.appkit.api.execution.CancellationSource;
import io.appkit.api.execution.Operation;
import io.appkit.api.execution.Policy;
import io.appkit.api.telemetry.Span;
import io.appkit.core.execution.RecordedTelemetry.Recorded;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The spans and counts of the chain (contract: execution, section 7). */
class ExecutionTraceTest {

    private static final CacheEntry ENTRY = new CacheEntry("global", List.of("a")).named("kpis");
    private static final Policy TWICE =
            new Policy(Duration.ofSeconds(30), 2, Duration.ofMillis(1), Duration.ofMillis(1));

    private final ScheduledThreadPoolExecutor scheduler = new ScheduledThreadPoolExecutor(2);
    private final RecordedTelemetry telemetry = new RecordedTelemetry();
    private final Recorded request = new Recorded("request", Span.NONE);
    private final CancellationSource caller = new CancellationSource(request);
    private final PluginExecution execution = new PluginExecution(
            new CacheKeys("app", "analytics"),
            new ResultCache(
                    new FixedSetting(CacheSettings.defaults()), System::nanoTime, StoreTiming.of(scheduler), () -> 1),
            new Coalescer(scheduler),
            new Attempts(scheduler, () -> 1),
            telemetry);

    @AfterEach
    void stop() {
        scheduler.shutdownNow();
    }

    @Test
    void everyTryHasASpanBelowTheCallOfTheCache() {
        AtomicInteger tries = new AtomicInteger();
        Operation<byte[]> second = cancellation -> {
            assertThat(cancellation.span())
                    .isSameAs(telemetry.named("plugin.execute").get(tries.get()));
            return tries.incrementAndGet() == 1
                    ? CompletableFuture.failedFuture(new AppKitException(ErrorKind.CONNECTION, "down", "down"))
                    : CompletableFuture.completedFuture(new byte[1]);
        };

        await(execution.cached(ENTRY, TWICE, caller, second));

        Recorded cache = telemetry.named("cache.getOrExecute").get(0);
        assertThat(cache.parent).isSameAs(request);
        assertThat(cache.attributes)
                .containsEntry("cache.hit", false)
                .containsEntry("cache.enabled", true)
                .containsEntry("cache.persistent", false)
                .containsEntry("cache.deduplication", false)
                .containsKey("cache.key");
        assertThat(cache.events).containsExactly("cache.miss", "cache.value_stored");
        assertThat(telemetry.named("plugin.execute"))
                .allMatch(span -> span.parent == cache)
                .extracting(span -> span.end)
                .containsExactly("failed", "ended");
        assertThat(telemetry.counts)
                .containsExactly("cache.miss {cache.deduplication=false, plugin=analytics, query=kpis}");
    }

    @Test
    void aHitHasNoTry() {
        Operation<byte[]> work = cancellation -> CompletableFuture.completedFuture(new byte[1]);
        await(execution.cached(ENTRY, TWICE, caller, work));
        await(execution.cached(ENTRY, TWICE, caller, work));

        Recorded hit = telemetry.named("cache.getOrExecute").get(1);
        assertThat(hit.attributes).containsEntry("cache.hit", true).containsEntry("cache.deduplication", false);
        assertThat(hit.end).isEqualTo("ended");
        assertThat(telemetry.named("plugin.execute")).hasSize(1);
        assertThat(telemetry.counts).contains("cache.hit {cache.deduplication=false, plugin=analytics, query=kpis}");
    }

    @Test
    void aCallThatJoinsAnotherIsAHitByDeduplication() {
        CompletableFuture<byte[]> upstream = new CompletableFuture<>();
        CompletionStage<byte[]> first = execution.cached(ENTRY, TWICE, caller, cancellation -> upstream);
        CompletionStage<byte[]> second = execution.cached(ENTRY, TWICE, caller, cancellation -> upstream);
        upstream.complete(new byte[1]);
        await(first);
        await(second);

        Recorded joined = telemetry.named("cache.getOrExecute").get(1);
        assertThat(joined.attributes).containsEntry("cache.deduplication", true);
        assertThat(joined.events).containsExactly("cache.deduplication_used");
        assertThat(telemetry.counts).contains("cache.hit {cache.deduplication=true, plugin=analytics, query=kpis}");
    }

    @Test
    void anAbortEndsTheSpansAsCancelled() throws InterruptedException {
        CountDownLatch started = new CountDownLatch(1);
        CountDownLatch cancelled = new CountDownLatch(1);
        CompletionStage<byte[]> call = execution.execute(TWICE, caller, cancellation -> {
            cancellation.onCancel(cancelled::countDown);
            started.countDown();
            return new CompletableFuture<>();
        });
        assertThat(started.await(20, TimeUnit.SECONDS)).isTrue();
        caller.cancel();

        assertThatThrownBy(() -> await(call)).hasMessageContaining("aborted");
        assertThat(cancelled.await(20, TimeUnit.SECONDS)).isTrue();
        scheduler.shutdown();
        assertThat(scheduler.awaitTermination(20, TimeUnit.SECONDS)).isTrue();
        assertThat(telemetry.named("plugin.execute").get(0).end).isEqualTo("cancelled");
    }

    @Test
    void untracedWorkIsPartOfItsCallersSpan() {
        Object[] seen = new Object[1];
        await(execution.execute(Policy.once(Duration.ZERO).untraced(), caller, cancellation -> {
            seen[0] = cancellation.span();
            return CompletableFuture.completedFuture("done");
        }));

        assertThat(seen[0]).isSameAs(request);
        assertThat(telemetry.spans).isEmpty();
    }

    private static <T> T await(CompletionStage<T> stage) {
        return stage.toCompletableFuture().orTimeout(20, TimeUnit.SECONDS).join();
    }
}
