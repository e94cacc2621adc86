package io.appkit.workspace;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/** An id that the workspace is asked for in the background; asked for again when needed after a failure. */
final class Learnt {

    private static final long LONGEST_WAIT_SECONDS = 10;

    private final Supplier<CompletableFuture<String>> question;
    private CompletableFuture<String> answer;

    Learnt(Supplier<CompletableFuture<String>> question) {
        this.question = question;
        this.answer = question.get();
    }

    /** The id if it is known by now. */
    synchronized Optional<String> known() {
        return answer.isDone() && !answer.isCompletedExceptionally() ? Optional.of(answer.join()) : Optional.empty();
    }

    /** The id; waits up to 10 s for it. */
    Optional<String> await() {
        try {
            return Optional.of(current().get(LONGEST_WAIT_SECONDS, TimeUnit.SECONDS));
        } catch (ExecutionException | TimeoutException e) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    private synchronized CompletableFuture<String> current() {
        if (answer.isCompletedExceptionally()) {
            answer = question.get();
        }
        return answer;
    }
}
