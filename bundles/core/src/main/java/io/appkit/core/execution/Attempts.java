package io.appkit.core.execution;

import dev.failsafe.ExecutionContext;
import dev.failsafe.Failsafe;
import dev.failsafe.FailsafeExecutor;
import dev.failsafe.RetryPolicy;
import dev.failsafe.Timeout;
import dev.failsafe.TimeoutExceededException;
import io.appkit.api.AppKitException;
import io.appkit.api.ErrorKind;
import io.appkit.api.Registration;
import io.appkit.api.execution.Cancellation;
import io.appkit.api.execution.CancellationSource;
import io.appkit.api.execution.Operation;
import io.appkit.api.execution.Policy;
import io.appkit.api.telemetry.Span;
import io.appkit.api.telemetry.Telemetry;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;

/** Retry around timeout around the operation. */
final class Attempts {

    private final ScheduledExecutorService scheduler;
    private final DoubleSupplier random;

    /**
     * Creates it.
     *
     * @param scheduler runs tries and deadlines; what it runs must not block
     * @param random from 0 to 1, for the jitter of delays
     */
    Attempts(ScheduledExecutorService scheduler, DoubleSupplier random) {
        this.scheduler = scheduler;
        this.random = random;
    }

    <T> CompletionStage<T> run(Telemetry telemetry, Policy policy, Cancellation caller, Operation<T> operation) {
        CompletableFuture<T> outcome = new CompletableFuture<>();
        CompletableFuture<T> tries = executor(policy, caller)
                .getStageAsync(
                        context -> attempt(context, caller, span(telemetry, policy, caller, context), operation));
        Registration left = caller.onCancel(() -> {
            outcome.completeExceptionally(Failures.aborted());
            cancel(tries);
        });
        tries.whenComplete((value, error) -> {
            left.close();
            if (error == null) {
                outcome.complete(value);
            } else {
                outcome.completeExceptionally(describe(error, policy));
            }
        });
        return outcome;
    }

    /**
     * Failsafe completes and cancels under one lock, and a completion inside of another may lead to that one's. So who
     * cancels must not hold a lock while waiting for the next.
     */
    private void cancel(CompletableFuture<?> tries) {
        try {
            scheduler.execute(() -> tries.cancel(true));
        } catch (RejectedExecutionException e) {
            // The platform stops.
            tries.cancel(true);
        }
    }

    private <T> FailsafeExecutor<T> executor(Policy policy, Cancellation caller) {
        RetryPolicy<T> retry = RetryPolicy.<T>builder()
                .withMaxAttempts(policy.attempts())
                .handleIf(error -> !caller.isCancelled() && isRetryable(Failures.unwrap(error)))
                .withDelayFn(context -> delay(policy, context.getAttemptCount(), context.getLastException()))
                .build();
        if (policy.timeout().isZero()) {
            return Failsafe.with(retry).with(scheduler);
        }
        Timeout<T> timeout = Timeout.of(policy.timeout());
        return Failsafe.with(retry, timeout).with(scheduler);
    }

    private static Span span(Telemetry telemetry, Policy policy, Cancellation caller, ExecutionContext<?> context) {
        if (!policy.traced() || !telemetry.tracing()) {
            return Span.NONE;
        }
        return telemetry
                .span("plugin.execute", Span.Kind.INTERNAL, caller.span())
                .set("execution.attempt", context.getAttemptCount() + 1)
                .set("execution.timeout_ms", policy.timeout().toMillis());
    }

    private static <T> CompletionStage<T> attempt(
            ExecutionContext<T> context, Cancellation caller, Span span, Operation<T> operation) {
        CancellationSource cancellation = new CancellationSource(span == Span.NONE ? caller.span() : span);
        context.onCancel(cancellation::cancel);
        if (caller.isCancelled()) {
            // Perhaps a moment too early to be told.
            cancellation.cancel();
        }
        CompletionStage<T> result = Failures.start(operation, cancellation);
        if (span.recording()) {
            cancellation.onCancel(() -> span.fail(Failures.aborted()));
            result.whenComplete((value, error) -> {
                if (error == null) {
                    span.end();
                } else {
                    span.fail(Failures.unwrap(error));
                }
            });
        }
        return result;
    }

    private static boolean isRetryable(Throwable error) {
        return error instanceof AppKitException known && known.retryable();
    }

    /** Full jitter, or what the failing side asks for. */
    private Duration delay(Policy policy, int attempts, @Nullable Throwable last) {
        if (last != null && Failures.unwrap(last) instanceof AppKitException known) {
            Duration asked = known.retryAfter().orElse(null);
            if (asked != null) {
                return asked.compareTo(policy.maxDelay()) < 0 ? asked : policy.maxDelay();
            }
        }
        double ceiling =
                Math.min((double) policy.initialDelay().toMillis() * Math.pow(2, Math.max(0, attempts - 1)), (double)
                        policy.maxDelay().toMillis());
        return Duration.ofMillis((long) (random.getAsDouble() * ceiling));
    }

    private static Throwable describe(Throwable error, Policy policy) {
        Throwable cause = Failures.unwrap(error);
        if (cause instanceof TimeoutExceededException) {
            return Failures.timeout(policy.timeout().toMillis());
        } else if (cause instanceof AppKitException) {
            return cause;
        } else if (cause instanceof java.util.concurrent.CancellationException) {
            return Failures.aborted();
        }
        return new AppKitException(
                ErrorKind.EXECUTION,
                ErrorKind.EXECUTION.status(),
                String.valueOf(cause.getMessage()),
                "Query execution failed",
                null,
                cause);
    }
}
