package io.appkit.workspace;

import io.appkit.api.AppKitException;
import io.appkit.api.Registration;
import io.appkit.api.execution.Cancellation;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow.Publisher;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/** One upload: ends with an answer, a failure of its body, its deadline or its cancellation, whatever is first. */
final class Upload implements Registration {

    private final WorkspaceExchanges exchanges;
    private final BiFunction<Answer, String, AppKitException> refusal;
    private final UploadBody body;
    private final CompletableFuture<Answer> result = new CompletableFuture<>();

    /** Guarded by this. */
    private @Nullable Exchange exchange;

    private Upload(
            WorkspaceExchanges exchanges, BiFunction<Answer, String, AppKitException> refusal, OptionalLong length) {
        this.exchanges = exchanges;
        this.refusal = refusal;
        this.body = new UploadBody(length, result::completeExceptionally);
    }

    /**
     * Starts an upload; completing or cancelling the result breaks it off.
     *
     * @param request without its body
     * @param refusal the error of an answer that is no success
     */
    static CompletableFuture<Answer> start(
            WorkspaceExchanges exchanges,
            CompletableFuture<WorkspaceRequest> request,
            BiFunction<Answer, String, AppKitException> refusal,
            OptionalLong length,
            Publisher<ByteBuffer> publisher,
            Duration deadline,
            Cancellation cancellation) {
        Upload upload = new Upload(exchanges, refusal, length);
        Registration timeout =
                exchanges.timer().after(deadline, () -> upload.result.completeExceptionally(WorkspaceCall.timedOut()));
        Registration abort = cancellation.onCancel(() -> upload.result.completeExceptionally(WorkspaceCall.aborted()));
        exchanges.open().add(upload);
        upload.result.whenComplete((done, error) -> {
            exchanges.open().remove(upload);
            timeout.close();
            abort.close();
            request.cancel(false);
            upload.body.stop();
            if (error != null) {
                upload.breakOff();
            }
        });
        request.whenComplete((complete, error) -> {
            if (error != null) {
                upload.result.completeExceptionally(WorkspaceCall.failure(error));
            } else {
                upload.send(complete, publisher);
            }
        });
        return upload.result;
    }

    private void send(WorkspaceRequest request, Publisher<ByteBuffer> publisher) {
        try {
            Exchange sent;
            synchronized (this) {
                if (result.isDone()) {
                    return;
                }
                publisher.subscribe(body);
                // A connection of its own: on a used one that the server is about to close, the upload would fail.
                sent = Exchange.send(exchanges.http(), request.with("Connection", "close"), body);
                exchange = sent;
            }
            sent.answer().whenComplete((answer, error) -> {
                if (error != null) {
                    result.completeExceptionally(WorkspaceCall.failure(error));
                } else {
                    answer.text().thenAccept(text -> answered(sent, answer, text));
                }
            });
        } catch (RuntimeException | LinkageError e) {
            // A class that a bundle lacks would else be lost in a callback.
            result.completeExceptionally(WorkspaceCall.failure(e));
        }
    }

    /** The answer is here, perhaps before the body has been sent. */
    private void answered(Exchange sent, Answer answer, String text) {
        if (!answer.success()) {
            result.completeExceptionally(refusal.apply(answer, text));
        } else if (!body.isClosed()) {
            result.completeExceptionally(new UpstreamException(
                    0, "The workspace answered " + answer.status() + " before it had the body", null, null, null));
        } else {
            sent.end().whenComplete((nothing, error) -> {
                if (error == null) {
                    result.complete(answer);
                } else {
                    result.completeExceptionally(WorkspaceCall.failure(error));
                }
            });
        }
    }

    private void breakOff() {
        Exchange open;
        synchronized (this) {
            open = exchange;
        }
        if (open != null) {
            open.close();
        }
    }

    /** Ends the upload because its client goes. */
    @Override
    public void close() {
        result.completeExceptionally(WorkspaceCall.closed());
    }
}
