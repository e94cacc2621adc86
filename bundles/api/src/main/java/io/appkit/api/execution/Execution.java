package io.appkit.api.execution;

import java.util.concurrent.CompletionStage;

/**
 * The chain around calls to a workspace, outermost first: cache, retry, timeout, then the operation (contract: execution,
 * section 3).
 */
public interface Execution {

    /**
     * Runs an operation with retry and timeout.
     *
     * @param policy how often and how long to try
     * @param caller cancelled when the caller does not wait any more
     * @param operation the work; started once per try
     * @return completes with the result, or with an {@link io.appkit.api.AppKitException}: kind {@code TIMEOUT} at the
     *     deadline, {@code ABORTED} when cancelled, else the operation's own error
     */
    <T> CompletionStage<T> execute(Policy policy, Cancellation caller, Operation<T> operation);

    /**
     * Runs an operation unless its result is cached. Equal keys that are asked for at the same time share one run; it is
     * cancelled 100 ms after the last of them has gone. Errors are never cached.
     *
     * @param entry under which key, and for how long, to keep the result
     * @param policy how often and how long to try
     * @param caller cancelled when this caller does not wait any more
     * @param operation the work; its bytes are kept as they are and must not be changed afterwards
     * @return as {@link #execute}
     */
    CompletionStage<byte[]> cached(CacheEntry entry, Policy policy, Cancellation caller, Operation<byte[]> operation);
}
