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
 * Moves a body from the workspace into an answer at the pace of the client, without a copy: a piece is sent before the next
 * is asked for. A body that breaks off breaks the answer off.
 */
public final class Pump implements Flow.Subscriber<ByteBuffer> {

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
    private volatile Flow.@Nullable Subscription subscription;

    /** Guarded by this, as is the other. */
    private boolean begun;

    private boolean broken;

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
            Flow.Publisher<ByteBuffer> body, Head head, ByteAnswer answer, Cancellation wanted) {
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
    public void onNext(ByteBuffer piece) {
        if (!begin()) {
            return;
        }
        CompletableFuture<Void> sent = answer.send(List.of(piece)).toCompletableFuture();
        if (sent.isDone() && !sent.isCompletedExceptionally()) {
            next();
        } else {
            sent.whenComplete((nothing, error) -> {
                if (error == null) {
                    next();
                } else {
                    breakOff(error);
                }
            });
        }
    }

    private void next() {
        Flow.Subscription open = subscription;
        if (open != null) {
            open.request(1);
        }
    }

    /** Begins the answer, if that is still to be done; false if it is over. */
    private boolean begin() {
        synchronized (this) {
            if (begun || broken) {
                return !broken;
            }
            begun = true;
        }
        answer.begin(head.status(), head.headers());
        return true;
    }

    @Override
    public void onError(Throwable error) {
        breakOff(error);
    }

    @Override
    public void onComplete() {
        if (begin()) {
            answer.finish();
            end.complete(null);
        }
    }

    private void breakOff(Throwable error) {
        boolean late;
        synchronized (this) {
            broken = true;
            late = begun;
        }
        if (late ? end.complete(null) : end.completeExceptionally(error)) {
            Flow.Subscription open = subscription;
            if (open != null) {
                open.cancel();
            }
            if (late) {
                answer.fail(error);
            }
        }
    }
}
