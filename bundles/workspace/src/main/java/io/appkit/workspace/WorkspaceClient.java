package io.appkit.workspace;

import io.appkit.api.execution.Cancellation;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
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

    /**
     * Asks for the headers of an answer ({@code HEAD}).
     *
     * @param path as for {@link #call}
     * @param deadline how long the call may take in all, from now
     * @param cancellation ends the call early
     * @return the answer's headers by name in lower case, the first value of each
     */
    CompletionStage<Map<String, String>> head(String path, Duration deadline, Cancellation cancellation);

    /**
     * Begins a download ({@code GET}). The beginning is made as {@link #call} makes a call; a body that breaks off is not
     * repeated.
     *
     * @param path as for {@link #call}
     * @param headers to send along, such as {@code Range}
     * @param patience how long the beginning of the answer may take
     * @param cancellation ends the wait for that beginning
     * @return the answer of status 200, 206 or 416, whose body must be subscribed to; fails with an
     *     {@link UpstreamException} for any other
     */
    CompletionStage<Download> download(
            String path, Map<String, String> headers, Duration patience, Cancellation cancellation);

    /**
     * Uploads a body ({@code PUT}) while it arrives. It is sent once: nothing is repeated. It fails with an
     * {@link UpstreamException} of status 0 when the workspace takes nothing for 60 s of what the body has given; pauses of
     * the body do not count. The answer may take until the deadline: a large file may need time.
     *
     * @param path as for {@link #call}
     * @param length of the body in bytes; empty to send it in chunks
     * @param body subscribed to at most once; its failure breaks the request off without a proper end, so that nothing of
     *     it becomes visible, and is what the stage fails with. What has been asked for and not yet sent is at most 256 KiB
     *     as long as its pieces are at most 64 KiB
     * @param deadline how long the call may take in all, from now
     * @param cancellation breaks the request off
     * @return completes when the workspace has answered with success; an answer that comes before the body is sent ends the
     *     sending
     */
    CompletionStage<Void> upload(
            String path,
            OptionalLong length,
            Flow.Publisher<ByteBuffer> body,
            Duration deadline,
            Cancellation cancellation);
}
