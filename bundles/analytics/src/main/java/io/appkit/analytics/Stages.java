package io.appkit.analytics;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.function.Supplier;

/** What completion stages leave to their users. */
final class Stages {

    private Stages() {}

    /** Starts a call; one that throws fails like one whose stage fails. */
    static <T> CompletionStage<T> start(Supplier<CompletionStage<T>> call) {
        try {
            return call.get();
        } catch (RuntimeException | Error e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    /** The error itself, out of what stages wrap around it. */
    static Throwable cause(Throwable error) {
        Throwable cause = error.getCause();
        boolean wrapper = error instanceof CompletionException || error instanceof ExecutionException;
        return wrapper && cause != null ? cause(cause) : error;
    }
}
