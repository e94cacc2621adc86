package io.appkit.workspace;

import io.appkit.api.AppKitException;
import io.appkit.api.Registration;
import io.appkit.api.execution.Cancellation;
import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow.Publisher;
import org.eclipse.jetty.client.Request;
import org.eclipse.jetty.client.Response;
import org.eclipse.jetty.client.Result;
import org.eclipse.jetty.http.HttpMethod;
import org.jspecify.annotations.Nullable;

/** One upload: ends with an answer, a failure of its body, its deadline or its cancellation, whatever is first. */
final class Upload implements Response.Listener, Registration {

    private static final int LONGEST_ERROR = 64 << 10;

    private final WorkspaceExchanges exchanges;
    private final Authorization authorization;
    private final UploadBody body;
    private final ByteArrayOutputStream text = new ByteArrayOutputStream();
    private final CompletableFuture<Void> result = new CompletableFuture<>();

    /** Guarded by this. */
    private @Nullable Request request;

    private Upload(WorkspaceExchanges exchanges, Authorization authorization, OptionalLong length) {
        this.exchanges = exchanges;
        this.authorization = authorization;
        this.body = new UploadBody(length, result::completeExceptionally);
    }

    /** Starts an upload; completing or cancelling the result breaks it off. */
    static CompletableFuture<Void> start(
            WorkspaceExchanges exchanges,
            Authorization authorization,
            String path,
            OptionalLong length,
            Publisher<ByteBuffer> publisher,
            Duration deadline,
            Cancellation cancellation) {
        URI target = URI.create(exchanges.host() + path);
        Upload upload = new Upload(exchanges, authorization, length);
        Registration timeout =
                exchanges.timer().after(deadline, () -> upload.result.completeExceptionally(WorkspaceCall.timedOut()));
        Registration abort = cancellation.onCancel(() -> upload.result.completeExceptionally(WorkspaceCall.aborted()));
        exchanges.open().add(upload);
        CompletableFuture<String> header = authorization.header();
        upload.result.whenComplete((done, error) -> {
            exchanges.open().remove(upload);
            timeout.close();
            abort.close();
            header.cancel(false);
            upload.body.stop();
            if (error != null) {
                upload.breakOff(error);
            }
        });
        header.whenComplete((value, error) -> {
            if (error != null) {
                upload.result.completeExceptionally(WorkspaceCall.failure(error));
            } else {
                upload.send(target, value, publisher);
            }
        });
        return upload.result;
    }

    private void send(URI target, String header, Publisher<ByteBuffer> publisher) {
        try {
            Request sent = exchanges
                    .uploads()
                    .http()
                    .newRequest(target)
                    .method(HttpMethod.PUT)
                    // A connection of its own: on a used one that the server is about to close, the upload would fail.
                    .headers(headers -> headers.put("Authorization", header)
                            .put("Accept", "application/json")
                            .put("Connection", "close"))
                    .body(body);
            synchronized (this) {
                if (result.isDone()) {
                    return;
                }
                request = sent;
            }
            publisher.subscribe(body);
            sent.send(this);
        } catch (RuntimeException | LinkageError e) {
            // A class that a bundle lacks would else be lost in a callback.
            result.completeExceptionally(WorkspaceCall.failure(e));
        }
    }

    private void breakOff(Throwable error) {
        Request open;
        synchronized (this) {
            open = request;
        }
        if (open != null) {
            open.abort(error);
        }
    }

    /** Ends the upload because its client goes. */
    @Override
    public void close() {
        result.completeExceptionally(WorkspaceCall.closed());
    }

    @Override
    public void onContent(Response response, ByteBuffer content) {
        byte[] bytes = new byte[Math.min(content.remaining(), LONGEST_ERROR - text.size())];
        content.get(bytes);
        text.writeBytes(bytes);
    }

    /** The answer is here, perhaps before the body has been sent. */
    @Override
    public void onSuccess(Response response) {
        if (!success(response)) {
            result.completeExceptionally(error(response));
        } else if (!body.isClosed()) {
            result.completeExceptionally(new UpstreamException(
                    0, "The workspace answered " + response.getStatus() + " before it had the body", null, null, null));
        }
    }

    @Override
    public void onComplete(Result both) {
        Response response = both.getResponse();
        if (both.isSucceeded()) {
            result.complete(null);
        } else if (response.getStatus() != 0 && !success(response)) {
            // Refused; that not even the refusal came as a whole says no more.
            result.completeExceptionally(error(response));
        } else {
            result.completeExceptionally(WorkspaceCall.failure(both.getFailure()));
        }
    }

    private static boolean success(Response response) {
        return response.getStatus() >= 200 && response.getStatus() < 300;
    }

    private AppKitException error(Response response) {
        UpstreamException error = exchanges
                .answers()
                .error(
                        response.getStatus(),
                        Optional.ofNullable(response.getHeaders().get("Retry-After")),
                        text.toString(StandardCharsets.UTF_8));
        return response.getStatus() == 401 ? authorization.notAccepted(error) : error;
    }
}
