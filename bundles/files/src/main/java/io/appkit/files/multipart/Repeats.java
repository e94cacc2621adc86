package io.appkit.files.multipart;

import io.appkit.api.execution.Cancellation;
import io.appkit.api.execution.Execution;
import io.appkit.api.execution.Operation;
import io.appkit.api.execution.Policy;
import java.time.Duration;
import java.util.concurrent.CompletionStage;

/**
 * How often and how long things are tried.
 *
 * @param execution does it
 * @param calls of short calls
 */
record Repeats(Execution execution, Policy calls) {

    /** A short call. */
    <T> CompletionStage<T> call(Cancellation wanted, Operation<T> operation) {
        return execution.execute(calls, wanted, operation);
    }

    /** Something that may take as long as the whole upload. */
    <T> CompletionStage<T> transfer(Cancellation wanted, Operation<T> operation) {
        Policy patient = new Policy(Duration.ZERO, calls.attempts(), calls.initialDelay(), calls.maxDelay());
        return execution.execute(patient, wanted, operation);
    }
}
