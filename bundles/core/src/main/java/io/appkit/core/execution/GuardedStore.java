package io.appkit.core.execution;

import io.appkit.api.Registration;
import io.appkit.api.execution.CacheStore;
import io.appkit.core.DaemonThreads;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A store that may be slow or broken. Its calls run on threads of their own and fail at their deadline; after a failure
 * it rests, and one call then finds out whether it works again.
 */
final class GuardedStore implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(GuardedStore.class);

    private static final int THREADS = 4;
    private static final int WAITING_CALLS = 256;
    private static final Duration IDLE = Duration.ofSeconds(30);
    private static final Duration REST = Duration.ofSeconds(30);
    private static final Duration SILENCE = Duration.ofMinutes(1);

    /** A call of the store. */
    interface Call<T> {
        T on(CacheStore store) throws Exception;
    }

    private final CacheStore store;
    private final StoreTiming timing;
    private final LongAdder failures;
    private final ThreadPoolExecutor threads;
    private @Nullable Instant restsUntil;
    private Instant silentUntil = Instant.MIN;

    /**
     * Creates it.
     *
     * @param failures counts calls that failed or were left out
     */
    GuardedStore(CacheStore store, StoreTiming timing, LongAdder failures) {
        this.store = store;
        this.timing = timing;
        this.failures = failures;
        this.threads = new ThreadPoolExecutor(
                THREADS,
                THREADS,
                IDLE.toMillis(),
                TimeUnit.MILLISECONDS,
                new LinkedBlockingQueue<>(WAITING_CALLS),
                DaemonThreads.named("appkit-cache-store"));
        threads.allowCoreThreadTimeOut(true);
    }

    boolean guards(CacheStore other) {
        return store == other;
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }

    /** Calls the store unless it rests; fails at the deadline at the latest. */
    <T> CompletionStage<T> call(Duration deadline, Call<T> call) {
        if (rests()) {
            failures.increment();
            return CompletableFuture.failedFuture(new IllegalStateException("the store rests after a failure"));
        }
        return attempt(deadline, call)
                .whenComplete((value, error) -> note(error == null ? null : Failures.unwrap(error)));
    }

    /** Calls the store in any case, without drawing conclusions. */
    <T> CompletionStage<T> attempt(Duration deadline, Call<T> call) {
        CompletableFuture<T> outcome = new CompletableFuture<>();
        FutureTask<?> task = new FutureTask<>(answering(outcome, call));
        try {
            threads.execute(task);
        } catch (RejectedExecutionException e) {
            outcome.completeExceptionally(e);
            return outcome;
        }
        Registration limit = timing.after(deadline, () -> {
            String late = "no answer within " + deadline.toMillis() + " ms";
            if (outcome.completeExceptionally(new TimeoutException(late))) {
                task.cancel(true);
                threads.remove(task);
            }
        });
        return outcome.whenComplete((value, error) -> limit.close());
    }

    private <T> Callable<Boolean> answering(CompletableFuture<T> outcome, Call<T> call) {
        return () -> {
            try {
                return outcome.complete(call.on(store));
            } catch (Exception | LinkageError e) {
                return outcome.completeExceptionally(e);
            }
        };
    }

    private synchronized boolean rests() {
        if (restsUntil == null) {
            return false;
        }
        Instant now = timing.now();
        if (now.isBefore(restsUntil)) {
            return true;
        }
        restsUntil = now.plus(REST);
        return false;
    }

    private synchronized void note(@Nullable Throwable error) {
        if (error == null) {
            if (restsUntil != null) {
                restsUntil = null;
                LOG.info("The cache's store works again");
            }
            return;
        }
        failures.increment();
        if (error instanceof RejectedExecutionException) {
            return;
        }
        Instant now = timing.now();
        restsUntil = now.plus(REST);
        if (!now.isBefore(silentUntil)) {
            silentUntil = now.plus(SILENCE);
            LOG.warn("The cache's store failed and rests for {} s: {}", REST.toSeconds(), error.toString());
        }
    }
}
