package io.appkit.workspace;

import io.appkit.api.Caller;
import io.appkit.api.execution.Cancellation;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;

/** The Databricks workspace this app belongs to. An OSGi service, present once host and credentials are known. */
public interface Workspace {

    /** Id of the workspace; empty text if it could not be learnt. */
    String id();

    /**
     * Id of the warehouse for SQL.
     *
     * @throws io.appkit.api.AppKitException kind {@code CONFIGURATION} if none is configured
     */
    String warehouseId();

    /** Calls as the app's service principal. */
    WorkspaceClient asApp();

    /**
     * Calls on behalf of a caller. When the workspace does not accept a caller's token any more, they fail with an
     * {@link io.appkit.api.AppKitException} of kind {@code AUTHENTICATION} and the code {@code SESSION_EXPIRED}.
     *
     * @param caller whose rights apply
     * @throws io.appkit.api.AppKitException kind {@code AUTHENTICATION} if the caller brings no credential; with
     *     {@code NODE_ENV=development} outside of Databricks Apps the calls are made as the app instead, with a warning
     */
    WorkspaceClient asUser(Caller caller);

    /**
     * Downloads from a pre-signed link of the workspace, without any identity. The link is a secret.
     *
     * @param link as the workspace gave it
     * @param headers that the workspace wants to be sent along
     * @param patience how long the beginning of the answer may take
     * @param cancellation ends the wait for that beginning
     * @return the body, as {@link Download} has it, which must be subscribed to once; its subscription's cancellation ends the download. Fails with an
     *     {@link UpstreamException}, whose status is 0 without an answer
     */
    CompletionStage<Flow.Publisher<ByteBuffer>> download(
            String link, Map<String, String> headers, Duration patience, Cancellation cancellation);

    /**
     * Uploads a body to a pre-signed link of the workspace ({@code PUT}), without any identity, once. The link is a secret.
     * It fails when its server takes nothing for 60 s of what the body has given, pauses of the body not counted, or does
     * not answer for 60 s after it has been sent all.
     *
     * @param link as the workspace gave it
     * @param headers that the workspace wants to be sent along
     * @param length of the body in bytes
     * @param body as for {@link WorkspaceClient#upload}
     * @param deadline how long it may take in all, from now
     * @param cancellation breaks it off
     * @return the answer's headers by name in lower case, the first value of each; fails with an {@link UpstreamException},
     *     whose status is 0 without an answer
     */
    CompletionStage<Map<String, String>> upload(
            String link,
            Map<String, String> headers,
            long length,
            Flow.Publisher<ByteBuffer> body,
            Duration deadline,
            Cancellation cancellation);

    /**
     * Deletes what a pre-signed link of the workspace stands for, without any identity. The link is a secret.
     *
     * @param link as the workspace gave it
     * @param headers that the workspace wants to be sent along
     * @param deadline how long it may take in all, from now
     * @param cancellation ends it early
     */
    CompletionStage<Void> delete(
            String link, Map<String, String> headers, Duration deadline, Cancellation cancellation);
}
