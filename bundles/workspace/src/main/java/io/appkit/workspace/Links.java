package io.appkit.workspace;

import io.appkit.api.AppKitException;
import io.appkit.api.ErrorKind;
import io.appkit.api.Registration;
import io.appkit.api.execution.Cancellation;
import java.net.URI;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow.Publisher;

/** Exchanges with pre-signed links. A link is a secret: no error and no log line shows it. */
final class Links {

    private static final Set<String> OURS = Set.of("authorization", "cookie", "host", "connection", "content-length");

    private Links() {}

    static CompletableFuture<Publisher<ByteBuffer>> download(
            WorkspaceExchanges exchanges,
            String link,
            Map<String, String> headers,
            Duration patience,
            Cancellation cancellation) {
        return exchange(
                exchanges,
                request("GET", link, headers),
                new Reply<Publisher<ByteBuffer>>() {
                    @Override
                    public boolean wanted(int status) {
                        return status == 200;
                    }

                    @Override
                    public CompletableFuture<Publisher<ByteBuffer>> read(Answer answer, Exchange exchange) {
                        return CompletableFuture.completedFuture(StreamedBody.of(answer.body(), exchange, exchanges));
                    }

                    @Override
                    public void drop(Publisher<ByteBuffer> body) {
                        if (body instanceof StreamedBody open) {
                            open.close();
                        }
                    }
                },
                patience,
                cancellation);
    }

    static CompletableFuture<Map<String, String>> upload(
            WorkspaceExchanges exchanges,
            String link,
            Map<String, String> headers,
            long length,
            Publisher<ByteBuffer> body,
            Duration deadline,
            Cancellation cancellation) {
        WorkspaceRequest request = request("PUT", link, headers);
        return Upload.start(
                        exchanges,
                        CompletableFuture.completedFuture(request),
                        true,
                        (answer, text) -> refused(answer),
                        OptionalLong.of(length),
                        body,
                        deadline,
                        cancellation)
                .thenApply(Answer::firstValues);
    }

    static CompletableFuture<Void> delete(
            WorkspaceExchanges exchanges,
            String link,
            Map<String, String> headers,
            Duration deadline,
            Cancellation cancellation) {
        Reply<Void> nothing = (answer, exchange) -> answer.text().thenAccept(text -> {});
        return exchange(exchanges, request("DELETE", link, headers), nothing, deadline, cancellation);
    }

    private static <T> CompletableFuture<T> exchange(
            WorkspaceExchanges exchanges,
            WorkspaceRequest request,
            Reply<T> reply,
            Duration patience,
            Cancellation cancellation) {
        CompletableFuture<T> result = new CompletableFuture<>();
        Exchange exchange = Exchange.send(exchanges.http(), request);
        Registration timeout =
                exchanges.timer().after(patience, () -> result.completeExceptionally(failed(0, "is silent")));
        Registration abort = cancellation.onCancel(() -> result.completeExceptionally(
                new AppKitException(ErrorKind.ABORTED, "The exchange was cancelled", "The operation was aborted")));
        result.whenComplete((value, error) -> {
            timeout.close();
            abort.close();
            if (error != null) {
                exchange.close();
            }
        });
        exchange.answer().whenComplete((answer, error) -> {
            if (error != null) {
                result.completeExceptionally(
                        failed(0, "cannot be reached (" + error.getClass().getSimpleName() + ")"));
            } else if (!reply.wanted(answer.status())) {
                result.completeExceptionally(refused(answer));
            } else {
                reply.read(answer, exchange).thenAccept(value -> {
                    if (!result.complete(value)) {
                        reply.drop(value);
                    }
                });
            }
        });
        return result;
    }

    private static WorkspaceRequest request(String method, String link, Map<String, String> headers) {
        try {
            URI uri = URI.create(link);
            boolean web = "https".equals(uri.getScheme()) || "http".equals(uri.getScheme());
            if (!web || uri.getHost() == null) {
                throw failed(0, "has no web address");
            }
            WorkspaceRequest request = WorkspaceRequest.of(method, uri);
            for (var header : headers.entrySet()) {
                if (!OURS.contains(header.getKey().toLowerCase(Locale.ROOT))) {
                    request = request.with(header.getKey(), header.getValue());
                }
            }
            return request;
        } catch (IllegalArgumentException e) {
            // Without the cause: it quotes the link.
            throw failed(0, "is malformed");
        }
    }

    private static UpstreamException refused(Answer answer) {
        return failed(answer.status(), "answered " + answer.status());
    }

    private static UpstreamException failed(int status, String what) {
        return new UpstreamException(status, "A link of the workspace " + what, null, null, null);
    }
}
