package io.appkit.core.execution;

import io.appkit.api.Registration;
import io.appkit.api.execution.Cancellation;
import io.appkit.api.execution.CancellationSource;
import io.appkit.api.execution.Operation;
import io.appkit.api.telemetry.Span;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;

/**
 * Lets callers with equal keys share one run. A caller that goes away leaves the run to the others; when the last one
 * has gone, the run is cancelled after a grace, since pages reconnect within milliseconds.
 */
final class Coalescer {

    private static final long GRACE_MILLIS = 100;

    private final ScheduledExecutorService scheduler;
    private final Map<String, Run> running = new HashMap<>();
    private final LongAdder joined = new LongAdder();

    Coalescer(ScheduledExecutorService scheduler) {
        this.scheduler = scheduler;
    }

    CompletionStage<byte[]> join(String key, Cancellation caller, CacheTrace trace, Operation<Outcome> operation) {
        if (caller.isCancelled()) {
            return CompletableFuture.failedFuture(Failures.aborted());
        }
        Run run;
        boolean first;
        synchronized (running) {
            Run present = running.get(key);
            first = present == null;
            run = present == null ? new Run(key, trace.span()) : present;
            run.waiting++;
            running.put(key, run);
        }
        if (first) {
            run.start(operation);
        } else {
            joined.increment();
            trace.joined();
        }
        return run.waitFor(caller);
    }

    /** Calls that shared the run of another. */
    long joined() {
        return joined.sum();
    }

    private final class Run {

        private final String key;
        private final CancellationSource cancellation;
        private final CompletableFuture<byte[]> result = new CompletableFuture<>();
        private int waiting;

        Run(String key, Span span) {
            this.key = key;
            this.cancellation = new CancellationSource(span);
        }

        void start(Operation<Outcome> operation) {
            Failures.start(operation, cancellation).whenComplete((outcome, error) -> {
                if (error == null) {
                    outcome.kept().whenComplete((kept, never) -> forget());
                    result.complete(outcome.value());
                } else {
                    forget();
                    result.completeExceptionally(Failures.unwrap(error));
                }
            });
        }

        CompletionStage<byte[]> waitFor(Cancellation caller) {
            CompletableFuture<byte[]> own = new CompletableFuture<>();
            Registration left = caller.onCancel(() -> {
                if (own.completeExceptionally(Failures.aborted())) {
                    leave();
                }
            });
            result.whenComplete((value, error) -> {
                left.close();
                if (error == null) {
                    own.complete(value);
                } else {
                    own.completeExceptionally(error);
                }
            });
            return own;
        }

        private void leave() {
            synchronized (running) {
                waiting--;
                if (waiting > 0) {
                    return;
                }
            }
            scheduler.schedule(this::cancelIfDeserted, GRACE_MILLIS, TimeUnit.MILLISECONDS);
        }

        private void cancelIfDeserted() {
            synchronized (running) {
                if (waiting > 0) {
                    return;
                }
                running.remove(key, this);
            }
            cancellation.cancel();
        }

        private void forget() {
            synchronized (running) {
                running.remove(key, this);
            }
        }
    }
}
