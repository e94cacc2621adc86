package io.appkit.workspace;

import io.appkit.api.execution.Cancellation;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * Calls to the workspace's REST API under one identity. No method blocks; a call occupies no thread while it waits.
 *
 * <p>Answers and bodies are the Databricks SDK's model classes. Errors complete the stage with an
 * {@link UpstreamException}, or as {@link Workspace#asUser} says; a passed deadline with an {@link io.appkit.api.AppKitException} of kind {@code TIMEOUT}; a
 * cancellation with one of kind {@code ABORTED}. A 429 is repeated here, for up to 30 s in all and never past the deadline
 * (contract: execution, section 4); nothing else is.
 */
public interface WorkspaceClient {

    /**
     * Makes one call.
     *
     * @param method HTTP method in capitals
     * @param path path with query, as {@code /api/2.0/sql/warehouses/abc}; ids in it already percent-encoded
     * @param body the SDK's request model, sent as JSON; null for no body
     * @param answer the SDK's model of the answer; {@code byte[]} for the body as it is
     * @param deadline how long the call may take in all, from now
     * @param cancellation ends the call early
     */
    <T> CompletionStage<T> call(
            String method,
            String path,
            @Nullable Object body,
            Class<T> answer,
            Duration deadline,
            Cancellation cancellation);
}
