package io.appkit.workspace;

import io.appkit.api.AppKitException;
import io.appkit.api.ErrorKind;
import io.appkit.api.Registration;
import io.appkit.api.execution.Cancellation;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Flow.Publisher;

/** A download from a pre-signed link. The link is a secret: no error and no log line shows it. */
final class LinkDownload {

    private static final Set<String> OURS = Set.of("authorization", "cookie", "host", "connection", "content-length");

    private LinkDownload() {}

    static CompletableFuture<Publisher<List<ByteBuffer>>> start(
            WorkspaceExchanges exchanges,
            String link,
            Map<String, String> headers,
            Duration patience,
            Cancellation cancellation) {
        CompletableFuture<Publisher<List<ByteBuffer>>> result = new CompletableFuture<>();
        // The future of the client itself: only its cancellation closes the connection.
        CompletableFuture<HttpResponse<Publisher<List<ByteBuffer>>>> exchange =
                exchanges.http().sendAsync(request(link, headers), BodyHandlers.ofPublisher());
        Registration timeout =
                exchanges.timer().after(patience, () -> result.completeExceptionally(failed(0, "is silent")));
        Registration abort = cancellation.onCancel(() -> result.completeExceptionally(
                new AppKitException(ErrorKind.ABORTED, "The download was cancelled", "The operation was aborted")));
        result.whenComplete((body, error) -> {
            timeout.close();
            abort.close();
            if (error != null) {
                exchange.cancel(true);
            }
        });
        exchange.whenComplete((answer, error) -> {
            if (error != null) {
                result.completeExceptionally(failed(
                        0, "cannot be reached (" + cause(error).getClass().getSimpleName() + ")"));
                return;
            }
            StreamedBody body = StreamedBody.of(answer.body(), exchanges.timer(), exchanges.open());
            if (answer.statusCode() != 200) {
                result.completeExceptionally(failed(answer.statusCode(), "answered " + answer.statusCode()));
            }
            if (!result.complete(body)) {
                body.close();
            }
        });
        return result;
    }

    private static HttpRequest request(String link, Map<String, String> headers) {
        try {
            URI uri = URI.create(link);
            if (!"https".equals(uri.getScheme()) && !"http".equals(uri.getScheme())) {
                throw failed(0, "has no web address");
            }
            HttpRequest.Builder request = HttpRequest.newBuilder(uri).header("User-Agent", "appkit-jvm");
            headers.forEach((name, value) -> {
                if (!OURS.contains(name.toLowerCase(Locale.ROOT))) {
                    request.setHeader(name, value);
                }
            });
            return request.build();
        } catch (IllegalArgumentException e) {
            // Without the cause: it quotes the link.
            throw failed(0, "is malformed");
        }
    }

    private static UpstreamException failed(int status, String what) {
        return new UpstreamException(status, "A link to a result " + what, null, null, null);
    }

    private static Throwable cause(Throwable error) {
        return error instanceof CompletionException && error.getCause() != null ? error.getCause() : error;
    }
}
