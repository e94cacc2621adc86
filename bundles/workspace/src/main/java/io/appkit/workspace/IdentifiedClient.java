package io.appkit.workspace;

import io.appkit.api.execution.Cancellation;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;

/** Calls under one identity. */
final class IdentifiedClient implements WorkspaceClient {

    private static final int SHORT_BYTES = 4 << 20;
    private static final int MOST_BYTES = 256 << 20;

    private final WorkspaceExchanges exchanges;
    private final Authorization authorization;

    IdentifiedClient(WorkspaceExchanges exchanges, Authorization authorization) {
        this.exchanges = exchanges;
        this.authorization = authorization;
    }

    @Override
    public <T> CompletionStage<T> call(
            String method,
            String path,
            @Nullable Object body,
            Class<T> answer,
            Duration deadline,
            Cancellation cancellation) {
        Reply<T> reply =
                Reply.whole(MOST_BYTES, (head, bytes) -> exchanges.answers().read(head, bytes, answer));
        return start(exchanges.request(method, path, body), reply, deadline, cancellation);
    }

    @Override
    public CompletionStage<Map<String, String>> head(String path, Duration deadline, Cancellation cancellation) {
        return exchange("HEAD", path, null, (answer, body) -> answer.firstValues(), deadline, cancellation);
    }

    @Override
    public CompletionStage<Download> download(
            String path, Map<String, String> headers, Duration patience, Cancellation cancellation) {
        WorkspaceRequest request = exchanges.request("GET", path, null).with("Accept", "*/*");
        for (var header : headers.entrySet()) {
            request = request.with(header.getKey(), header.getValue());
        }
        return start(request, new StreamedReply(exchanges), patience, cancellation);
    }

    @Override
    public CompletionStage<Void> upload(
            String path,
            OptionalLong length,
            Flow.Publisher<ByteBuffer> body,
            Duration deadline,
            Cancellation cancellation) {
        WorkspaceRequest request = exchanges.request("PUT", path, null);
        return Upload.start(
                        exchanges,
                        authorization.header().thenApply(value -> request.with("Authorization", value)),
                        false,
                        (answer, text) ->
                                authorization.error(exchanges.answers().error(answer, text)),
                        length,
                        body,
                        deadline,
                        cancellation)
                .thenAccept(answer -> {});
    }

    /** As {@link #call}, for those who need more of the answer than its body, which is a short one. */
    <T> CompletableFuture<T> exchange(
            String method,
            String path,
            @Nullable Object body,
            Reply.Reader<T> reader,
            Duration deadline,
            Cancellation cancellation) {
        return start(exchanges.request(method, path, body), Reply.whole(SHORT_BYTES, reader), deadline, cancellation);
    }

    private <T> CompletableFuture<T> start(
            WorkspaceRequest request, Reply<T> reply, Duration deadline, Cancellation cancellation) {
        return WorkspaceCall.start(exchanges, authorization, request, reply, deadline, cancellation);
    }
}
