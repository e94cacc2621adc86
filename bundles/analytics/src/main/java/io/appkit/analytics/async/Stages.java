package io.appkit.analytics.async;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.function.Supplier;

/** What completion stages leave to their users. */
public final class Stages {

    private Stages() {}

    /** Starts a call; one that throws fails like one whose stage fails. */
    public static <T> CompletionStage<T> start(Supplier<CompletionStage<T>> call) {
        try {
            return call.get();
        } catch (RuntimeException | Error e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    /** The error itself, out of what stages wrap around it. */
    public static Throwable cause(Throwable error) {
        Throwable cause = error.getCause();
        boolean wrapper = error instanceof CompletionException || error instanceof ExecutionException;
        return wrapper && cause != null ? cause(cause) : error;
    }

    /** Takes steps one after the other until one gives a value. */
    public static <T> CompletionStage<T> repeat(Supplier<CompletionStage<Optional<T>>> step) {
        CompletableFuture<T> result = new CompletableFuture<>();
        advance(step, result);
        return result;
    }

    /** A loop as long as steps are done at once: they may be many, and the stack is short. */
    private static <T> void advance(Supplier<CompletionStage<Optional<T>>> step, CompletableFuture<T> result) {
        while (!result.isDone()) {
            CompletableFuture<Void> taken = start(step)
                    .thenAccept(value -> value.ifPresent(result::complete))
                    .exceptionally(error -> {
                        result.completeExceptionally(cause(error));
                        return null;
                    })
                    .toCompletableFuture();
            if (!taken.isDone()) {
                taken.thenRun(() -> advance(step, result));
                return;
            }
        }
    }
}
