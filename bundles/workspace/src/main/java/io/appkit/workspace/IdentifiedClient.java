package io.appkit.workspace;

import io.appkit.api.execution.Cancellation;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Calls under one identity. */
final class IdentifiedClient implements WorkspaceClient {

    private static final int SHORT_BYTES = 4 << 20;

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
        return start(
                exchanges.request(method, path, body),
                new Reply.Whole<>(
                        BodyHandlers.ofByteArray(),
                        response -> exchanges.answers().read(response, answer)),
                deadline,
                cancellation);
    }

    @Override
    public CompletionStage<Map<String, String>> head(String path, Duration deadline, Cancellation cancellation) {
        return exchange(
                "HEAD", path, null, answer -> StreamedReply.firstValues(answer.headers()), deadline, cancellation);
    }

    @Override
    public CompletionStage<Download> download(
            String path, Map<String, String> headers, Duration patience, Cancellation cancellation) {
        HttpRequest.Builder request = exchanges.request("GET", path, null).setHeader("Accept", "*/*");
        headers.forEach(request::setHeader);
        return start(request, new StreamedReply(exchanges.timer(), exchanges.open()), patience, cancellation);
    }

    @Override
    public CompletionStage<Void> upload(
            String path,
            OptionalLong length,
            Flow.Publisher<ByteBuffer> body,
            Duration deadline,
            Cancellation cancellation) {
        return Upload.start(exchanges, authorization, path, length, body, deadline, cancellation);
    }

    /** As {@link #call}, for those who need more of the answer than its body, which is a short one. */
    <T> CompletableFuture<T> exchange(
            String method,
            String path,
            @Nullable Object body,
            Function<HttpResponse<byte[]>, T> reader,
            Duration deadline,
            Cancellation cancellation) {
        return start(
                exchanges.request(method, path, body),
                new Reply.Whole<>(BoundedBody.of(SHORT_BYTES), reader),
                deadline,
                cancellation);
    }

    private <B, T> CompletableFuture<T> start(
            HttpRequest.Builder request, Reply<B, T> reply, Duration deadline, Cancellation cancellation) {
        return WorkspaceCall.start(exchanges, authorization, request, reply, deadline, cancellation);
    }
}
