package io.appkit.files.transfer;

import io.appkit.api.Registration;
import io.appkit.api.execution.Cancellation;
import io.appkit.api.stream.ByteAnswer;
import io.appkit.files.failure.Failures;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;

/**
 * Moves a body from the workspace into an answer, piece by piece: the next one is asked for when the client has taken the
 * one before. A body that breaks off breaks the answer off.
 */
public final class Pump implements Flow.Subscriber<List<ByteBuffer>> {

    /**
     * What comes before the body.
     *
     * @param status HTTP status
     * @param headers by name
     */
    public record Head(int status, Map<String, String> headers) {}

    private final ByteAnswer answer;
    private final Head head;
    private final CompletableFuture<Void> end = new CompletableFuture<>();
    private volatile CompletionStage<Void> sent = CompletableFuture.completedStage(null);
    private volatile boolean begun;
    private volatile Flow.@Nullable Subscription subscription;

    private Pump(ByteAnswer answer, Head head) {
        this.answer = answer;
        this.head = head;
    }

    /**
     * Moves a body into an answer, and ends the answer.
     *
     * @param wanted ends it
     * @return completes at the end, however it came; fails if nothing has been sent, and the answer can still be another
     */
    public static CompletionStage<Void> move(
            Flow.Publisher<List<ByteBuffer>> body, Head head, ByteAnswer answer, Cancellation wanted) {
        Pump pump = new Pump(answer, head);
        Registration unwanted = wanted.onCancel(() -> pump.breakOff(Failures.aborted("the transfer was ended")));
        pump.end.whenComplete((nothing, error) -> unwanted.close());
        body.subscribe(pump);
        return pump.end;
    }

    @Override
    public void onSubscribe(Flow.Subscription given) {
        subscription = given;
        if (end.isDone()) {
            given.cancel();
        } else {
            given.request(1);
        }
    }

    @Override
    public void onNext(List<ByteBuffer> piece) {
        if (end.isDone()) {
            return;
        }
        begin();
        CompletionStage<Void> taken = answer.send(piece);
        sent = taken;
        taken.whenComplete((nothing, error) -> {
            Flow.Subscription open = subscription;
            if (error != null) {
                breakOff(error);
            } else if (open != null) {
                open.request(1);
            }
        });
    }

    private void begin() {
        if (!begun) {
            begun = true;
            answer.begin(head.status(), head.headers());
        }
    }

    @Override
    public void onError(Throwable error) {
        breakOff(error);
    }

    @Override
    public void onComplete() {
        sent.whenComplete((nothing, error) -> {
            if (error == null && !end.isDone()) {
                begin();
                answer.finish();
                end.complete(null);
            }
        });
    }

    private void breakOff(Throwable error) {
        if (begun ? end.complete(null) : end.completeExceptionally(error)) {
            Flow.Subscription open = subscription;
            if (open != null) {
                open.cancel();
            }
            if (begun) {
                answer.fail(error);
            }
        }
    }
}
