package io.appkit.api.execution;

import java.util.concurrent.CompletionStage;

/**
 * One try of a piece of work.
 *
 * @param <T> its result
 */
@FunctionalInterface
public interface Operation<T> {

    /**
     * Starts the work without blocking.
     *
     * @param cancellation cancelled when nobody waits any more, or at the deadline of this try
     * @return completes with the result or the error
     */
    CompletionStage<T> start(Cancellation cancellation);
}
