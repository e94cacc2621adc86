package io.appkit.core.execution;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** What a shared run has come to. */
final class Outcome {

    private final byte[] value;
    private final CompletionStage<Boolean> kept;

    /**
     * Creates it.
     *
     * @param value what all callers get, at once
     * @param kept completes, and never fails, when equal calls no longer need this run to get the value
     */
    Outcome(byte[] value, CompletionStage<Boolean> kept) {
        this.value = value;
        this.kept = kept;
    }

    /** A value that was there already. */
    static Outcome found(byte[] value) {
        return new Outcome(value, CompletableFuture.completedStage(true));
    }

    byte[] value() {
        return value;
    }

    CompletionStage<Boolean> kept() {
        return kept;
    }
}
