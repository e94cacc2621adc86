package io.appkit.core.execution;

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
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.DoubleSupplier;

/** Retry around timeout around the operation. The first try begins on the caller's own thread. */
final class Attempts {

    private static final Registration NOTHING = () -> {};

    private final ScheduledExecutorService scheduler;
    private final DoubleSupplier random;

    /**
     * Creates it.
     *
     * @param scheduler runs further tries and deadlines; what it runs must not block
     * @param random from 0 to 1, for the jitter of delays
     */
    Attempts(ScheduledExecutorService scheduler, DoubleSupplier random) {
        this.scheduler = scheduler;
        this.random = random;
    }

    <T> CompletionStage<T> run(Telemetry telemetry, Policy policy, Cancellation caller, Operation<T> operation) {
        return new Run<>(telemetry, policy, caller, operation).start();
    }

    /** The tries of one call: over with the first outcome, be it theirs, the deadline's or the caller's. */
    private final class Run<T> {

        private final Telemetry telemetry;
        private final Policy policy;
        private final Cancellation caller;
        private final Operation<T> operation;
        private final CompletableFuture<T> outcome = new CompletableFuture<>();
        private int tries;

        /** Ends the present try, or the wait for the next. */
        private volatile Registration underWay = NOTHING;

        Run(Telemetry telemetry, Policy policy, Cancellation caller, Operation<T> operation) {
            this.telemetry = telemetry;
            this.policy = policy;
            this.caller = caller;
            this.operation = operation;
        }

        CompletionStage<T> start() {
            Registration left = caller.onCancel(() -> end(Failures.aborted()));
            attempt();
            outcome.whenComplete((value, error) -> left.close());
            return outcome;
        }

        private void attempt() {
            if (outcome.isDone()) {
                return;
            }
            tries++;
            Span span = span();
            CancellationSource cancellation = new CancellationSource(span == Span.NONE ? caller.span() : span);
            Registration deadline = policy.timeout().isZero()
                    ? NOTHING
                    : after(
                            policy.timeout(),
                            () -> end(Failures.timeout(policy.timeout().toMillis())));
            nowUnderWay(() -> {
                deadline.close();
                cancellation.cancel();
            });
            CompletionStage<T> result = Failures.start(operation, cancellation);
            follow(span, cancellation, result);
            result.whenComplete((value, error) -> {
                deadline.close();
                if (error == null) {
                    outcome.complete(value);
                } else {
                    failed(Failures.unwrap(error));
                }
            });
        }

        private void failed(Throwable error) {
            boolean again = tries < policy.attempts()
                    && !outcome.isDone()
                    && error instanceof AppKitException known
                    && known.retryable();
            if (again) {
                nowUnderWay(after(delay(error), this::attempt));
            } else {
                outcome.completeExceptionally(described(error));
            }
        }

        private void end(AppKitException reason) {
            if (outcome.completeExceptionally(reason)) {
                underWay.close();
            }
        }

        private void nowUnderWay(Registration next) {
            underWay = next;
            if (outcome.isDone()) {
                next.close();
            }
        }

        private Registration after(Duration wait, Runnable action) {
            try {
                Future<?> task = scheduler.schedule(action, wait.toNanos(), TimeUnit.NANOSECONDS);
                return () -> task.cancel(false);
            } catch (RejectedExecutionException e) {
                // The platform stops.
                end(Failures.aborted());
                return NOTHING;
            }
        }

        /** Full jitter, or what the failing side asks for. */
        private Duration delay(Throwable error) {
            Duration asked =
                    error instanceof AppKitException known ? known.retryAfter().orElse(null) : null;
            if (asked != null) {
                return asked.compareTo(policy.maxDelay()) < 0 ? asked : policy.maxDelay();
            }
            double initial = policy.initialDelay().toMillis();
            double most = policy.maxDelay().toMillis();
            double ceiling = Math.min(initial * Math.pow(2, tries - 1.0), most);
            return Duration.ofMillis((long) (random.getAsDouble() * ceiling));
        }

        private Span span() {
            if (!policy.traced() || !telemetry.tracing()) {
                return Span.NONE;
            }
            return telemetry
                    .span("plugin.execute", Span.Kind.INTERNAL, caller.span())
                    .set("execution.attempt", tries)
                    .set("execution.timeout_ms", policy.timeout().toMillis());
        }
    }

    private static void follow(Span span, Cancellation cancellation, CompletionStage<?> result) {
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
    }

    private static AppKitException described(Throwable error) {
        if (error instanceof AppKitException known) {
            return known;
        } else if (error instanceof java.util.concurrent.CancellationException) {
            return Failures.aborted();
        }
        return new AppKitException(
                ErrorKind.EXECUTION,
                ErrorKind.EXECUTION.status(),
                String.valueOf(error.getMessage()),
                "Query execution failed",
                null,
                error);
    }
}
