package io.appkit.analytics.service;

import io.appkit.analytics.async.Stages;
import io.appkit.analytics.async.Timer;
import io.appkit.analytics.query.QueryFailures;
import io.appkit.api.AppKitException;
import io.appkit.api.Registration;
import io.appkit.api.execution.Cancellation;
import io.appkit.api.execution.CancellationSource;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A call of Java code, from its beginning until its result is closed: lets the calling thread wait, and ends what it waits
 * for at the deadline, when the thread is interrupted, when the call is cancelled, or when the plugin stops.
 */
final class OpenCall implements AutoCloseable {

    private final CancellationSource cancellation = new CancellationSource();
    private final Consumer<OpenCall> onEnd;
    private volatile Registration deadline = () -> {};
    private volatile Registration unwanted = () -> {};
    private @Nullable AppKitException end;
    private @Nullable CompletableFuture<?> awaited;

    /**
     * Begins a call.
     *
     * @param onEnd told once, when it has ended
     */
    OpenCall(Consumer<OpenCall> onEnd) {
        this.onEnd = onEnd;
    }

    /** Ends the call when it is not wanted any more. */
    void until(Cancellation wanted) {
        unwanted = wanted.onCancel(() -> end(QueryFailures.aborted()));
        if (cancellation.isCancelled()) {
            unwanted.close();
        }
    }

    /** Ends the call at a deadline, unless it is taken back before. */
    void within(Duration limit, String what, Timer timer) {
        deadline = timer.in(
                limit, () -> end(QueryFailures.timedOut(what + " was not done within " + limit.toMillis() + " ms")));
    }

    /** Takes the deadline back. */
    void withoutDeadline() {
        deadline.close();
    }

    /** Cancelled when the call ends. */
    Cancellation cancellation() {
        return cancellation;
    }

    /** Waits on the thread of the caller. */
    <T> T await(CompletionStage<T> stage) {
        CompletableFuture<T> result = new CompletableFuture<>();
        synchronized (this) {
            check();
            awaited = result;
        }
        stage.whenComplete((value, error) -> {
            if (error == null) {
                result.complete(value);
            } else {
                result.completeExceptionally(error);
            }
        });
        try {
            return result.get();
        } catch (InterruptedException e) {
            end(QueryFailures.aborted());
            Thread.currentThread().interrupt();
            throw QueryFailures.aborted();
        } catch (ExecutionException e) {
            throw Stages.cause(e) instanceof RuntimeException known ? known : new IllegalStateException(e);
        }
    }

    /** Throws why the call has ended, if it has. */
    synchronized void check() {
        if (end != null) {
            throw end;
        }
    }

    void end(AppKitException why) {
        CompletableFuture<?> waiting;
        synchronized (this) {
            if (end != null) {
                return;
            }
            end = why;
            waiting = awaited;
        }
        if (waiting != null) {
            waiting.completeExceptionally(why);
        }
        cancellation.cancel();
        deadline.close();
        unwanted.close();
        onEnd.accept(this);
    }

    @Override
    public void close() {
        end(QueryFailures.aborted());
    }
}
