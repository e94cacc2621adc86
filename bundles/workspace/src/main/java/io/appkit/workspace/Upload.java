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

/**
 * One upload: ends with an answer, a failure of its body, a workspace that does not go on, its deadline or its cancellation,
 * whatever is first.
 */
final class Upload implements Registration {

    /** How long the connection may send nothing of what it has. */
    private static final Duration STUCK = Duration.ofSeconds(60);

    /** How long a prompt answer may take once all is sent. */
    private static final Duration UNANSWERED = Duration.ofSeconds(60);

    private final WorkspaceExchanges exchanges;
    private final boolean prompt;
    private final BiFunction<Answer, String, AppKitException> refusal;
    private final UploadBody body;
    private final CompletableFuture<Answer> result = new CompletableFuture<>();

    /** Both are guarded by this. */
    private @Nullable Exchange exchange;

    private @Nullable Registration watch;

    private Upload(
            WorkspaceExchanges exchanges,
            boolean prompt,
            BiFunction<Answer, String, AppKitException> refusal,
            OptionalLong length) {
        this.exchanges = exchanges;
        this.prompt = prompt;
        this.refusal = refusal;
        this.body = new UploadBody(length, exchanges.timer(), result::completeExceptionally);
    }

    /**
     * Starts an upload.
     *
     * @param request without its body
     * @param prompt whether an answer is to come soon after the body; else it may take until the deadline
     * @param refusal the error of an answer that is no success
     */
    static CompletableFuture<Answer> start(
            WorkspaceExchanges exchanges,
            CompletableFuture<WorkspaceRequest> request,
            boolean prompt,
            BiFunction<Answer, String, AppKitException> refusal,
            OptionalLong length,
            Publisher<ByteBuffer> publisher,
            Duration deadline,
            Cancellation cancellation) {
        Upload upload = new Upload(exchanges, prompt, refusal, length);
        Registration timeout =
                exchanges.timer().after(deadline, () -> upload.result.completeExceptionally(WorkspaceCall.timedOut()));
        Registration abort = cancellation.onCancel(() -> upload.result.completeExceptionally(WorkspaceCall.aborted()));
        exchanges.open().add(upload);
        // Told once the connection has been closed: whoever hears of a failure may use the pieces it gave again.
        CompletableFuture<Answer> told = upload.result.whenComplete((done, error) -> {
            exchanges.open().remove(upload);
            timeout.close();
            abort.close();
            upload.endWatch();
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
        return told;
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
            watch(STUCK);
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
            fail("The workspace answered " + answer.status() + " before it had the body");
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

    /** One watch for all pieces: far fewer timers than one for each. */
    private void watch(Duration delay) {
        Registration next = exchanges.timer().after(delay, this::check);
        synchronized (this) {
            watch = next;
        }
        if (result.isDone()) {
            next.close();
        }
    }

    private void check() {
        Duration stuck = body.stuck();
        Duration unanswered = prompt ? body.sent() : Duration.ZERO;
        if (stuck.compareTo(STUCK) >= 0) {
            fail("The workspace took nothing of a body for " + stuck.toSeconds() + " s");
        } else if (unanswered.compareTo(UNANSWERED) >= 0) {
            fail("The workspace has had a body for " + unanswered.toSeconds() + " s without an answer");
        } else if (!result.isDone()) {
            watch(unanswered.isZero() ? STUCK.minus(stuck) : UNANSWERED.minus(unanswered));
        }
    }

    private void fail(String message) {
        result.completeExceptionally(new UpstreamException(0, message, null, null, null));
    }

    private void endWatch() {
        Registration open;
        synchronized (this) {
            open = watch;
        }
        if (open != null) {
            open.close();
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
