package io.appkit.analytics;

import io.appkit.api.execution.Cancellation;
import io.appkit.workspace.Download;
import io.appkit.workspace.WorkspaceClient;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;

/** A client for calls with JSON, which is all that queries make. */
interface SqlOnly extends WorkspaceClient {

    @Override
    default CompletionStage<Map<String, String>> head(String path, Duration deadline, Cancellation cancellation) {
        throw new UnsupportedOperationException();
    }

    @Override
    default CompletionStage<Download> download(
            String path, Map<String, String> headers, Duration patience, Cancellation cancellation) {
        throw new UnsupportedOperationException();
    }

    @Override
    default CompletionStage<Void> upload(
            String path,
            OptionalLong length,
            Flow.Publisher<ByteBuffer> body,
            Duration deadline,
            Cancellation cancellation) {
        throw new UnsupportedOperationException();
    }
}
