package io.appkit.files.service;

import io.appkit.api.AppKitException;
import io.appkit.api.Registration;
import io.appkit.api.execution.Cancellation;
import io.appkit.api.execution.CancellationSource;
import io.appkit.files.failure.Failures;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A call of Java code: lets the calling thread wait, and ends what it waits for at the deadline, when the thread is
 * interrupted, when the call is not wanted any more, or when the plugin stops.
 */
final class OpenCall implements AutoCloseable {

    private final CancellationSource cancellation = new CancellationSource();
    private final Consumer<OpenCall> onEnd;
    private final CompletableFuture<Void> deadline = new CompletableFuture<>();
    private volatile Registration unwanted = () -> {};
    private @Nullable AppKitException end;
    private @Nullable CompletableFuture<?> awaited;

    OpenCall(Consumer<OpenCall> onEnd) {
        this.onEnd = onEnd;
    }

    /** Ends the call when it is not wanted any more. */
    void until(Cancellation wanted) {
        unwanted = wanted.onCancel(this::close);
        if (cancellation.isCancelled()) {
            unwanted.close();
        }
    }

    /** Ends the call at a deadline. */
    void within(Duration limit, String what) {
        deadline.orTimeout(limit.toMillis(), TimeUnit.MILLISECONDS).exceptionally(late -> {
            end(Failures.timedOut(what + " was not done within " + limit.toMillis() + " ms"));
            return null;
        });
    }

    /** Cancelled when the call ends. */
    Cancellation cancellation() {
        return cancellation;
    }

    /** Waits on the thread of the caller. */
    <T> T await(CompletionStage<T> stage) {
        CompletableFuture<T> result = new CompletableFuture<>();
        synchronized (this) {
            if (end != null) {
                throw end;
            }
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
            throw interrupted();
        } catch (ExecutionException e) {
            throw Failures.cause(e) instanceof RuntimeException known ? known : new IllegalStateException(e);
        }
    }

    /** Ends the call since its thread has been interrupted. */
    AppKitException interrupted() {
        close();
        Thread.currentThread().interrupt();
        return Failures.aborted("the thread of the call was interrupted");
    }

    private void end(AppKitException why) {
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
        deadline.complete(null);
        unwanted.close();
        onEnd.accept(this);
    }

    @Override
    public void close() {
        end(Failures.aborted("the call was ended"));
    }
}
