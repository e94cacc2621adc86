package io.appkit.workspace;

import io.appkit.api.execution.Cancellation;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Calls under one identity. */
final class IdentifiedClient implements WorkspaceClient {

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
        return exchange(
                method, path, body, response -> exchanges.answers().read(response, answer), deadline, cancellation);
    }

    /** As {@link #call}, for those who need more of the answer than its body. */
    <T> CompletableFuture<T> exchange(
            String method,
            String path,
            @Nullable Object body,
            Function<HttpResponse<byte[]>, T> reader,
            Duration deadline,
            Cancellation cancellation) {
        return WorkspaceCall.start(
                exchanges, authorization, exchanges.request(method, path, body), reader, deadline, cancellation);
    }
}
