package io.appkit.core.execution;

import io.appkit.api.AppKitException;
import io.appkit.api.ErrorKind;
import io.appkit.api.execution.Cancellation;
import io.appkit.api.execution.Operation;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;

/** The failures the chain itself makes, and the way to the cause of others. */
final class Failures {

    private Failures() {}

    static AppKitException aborted() {
        return new AppKitException(ErrorKind.ABORTED, "The operation was aborted", "The operation was aborted");
    }

    static AppKitException timeout(long millis) {
        return new AppKitException(
                ErrorKind.TIMEOUT, "Operation timed out after " + millis + " ms", "Query timed out, please try again");
    }

    static Throwable unwrap(Throwable error) {
        Throwable cause = error.getCause();
        boolean wrapper = error instanceof CompletionException || error instanceof ExecutionException;
        return wrapper && cause != null ? unwrap(cause) : error;
    }

    /** Starts an operation; one that throws fails like one whose stage fails. */
    static <T> CompletionStage<T> start(Operation<T> operation, Cancellation cancellation) {
        try {
            return operation.start(cancellation);
        } catch (RuntimeException | Error e) {
            return CompletableFuture.failedFuture(e);
        }
    }
}
