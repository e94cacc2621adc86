package io.appkit.files.transfer;

import io.appkit.api.Registration;
import io.appkit.api.execution.Cancellation;
import io.appkit.api.stream.ByteAnswer;
import io.appkit.files.failure.Failures;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;

/**
 * Moves a body from the workspace into an answer at the pace of the client. What comes while a piece is being sent waits, up
 * to a bound, and goes out together. A body that breaks off breaks the answer off.
 */
public final class Pump implements Flow.Subscriber<List<ByteBuffer>> {

    /**
     * What comes before the body.
     *
     * @param status HTTP status
     * @param headers by name
     */
    public record Head(int status, Map<String, String> headers) {}

    /** Pieces asked for and not yet taken by the client. */
    private static final int WINDOW = 4;

    private final ByteAnswer answer;
    private final Head head;
    private final CompletableFuture<Void> end = new CompletableFuture<>();
    private volatile Flow.@Nullable Subscription subscription;

    /** All below is guarded by this. */
    private List<ByteBuffer> waiting = new ArrayList<>();

    private int waitingPieces;
    private boolean begun;
    private boolean sending;
    private boolean complete;
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
            given.request(WINDOW);
        }
    }

    @Override
    public void onNext(List<ByteBuffer> piece) {
        synchronized (this) {
            waiting.addAll(piece);
            waitingPieces++;
        }
        proceed();
    }

    /** Sends what waits; in a loop and not by callbacks as long as the client takes it at once. */
    private void proceed() {
        while (takenAtOnce()) {}
    }

    /** Sends what waits, or the end when nothing will, unless something is being sent. */
    private boolean takenAtOnce() {
        List<ByteBuffer> next;
        int pieces;
        boolean first;
        synchronized (this) {
            if (sending || broken || (waitingPieces == 0 && !complete)) {
                return false;
            }
            sending = true;
            first = !begun;
            begun = true;
            next = waiting;
            pieces = waitingPieces;
            waiting = new ArrayList<>();
            waitingPieces = 0;
        }
        if (first) {
            answer.begin(head.status(), head.headers());
        }
        if (pieces == 0) {
            answer.finish();
            end.complete(null);
            return false;
        }
        CompletableFuture<Void> sent = answer.send(next).toCompletableFuture();
        if (sent.isDone() && !sent.isCompletedExceptionally()) {
            taken(pieces);
            return true;
        }
        sent.whenComplete((nothing, error) -> {
            if (error == null) {
                taken(pieces);
                proceed();
            } else {
                breakOff(error);
            }
        });
        return false;
    }

    private void taken(int pieces) {
        synchronized (this) {
            sending = false;
        }
        Flow.Subscription open = subscription;
        if (open != null) {
            open.request(pieces);
        }
    }

    @Override
    public void onError(Throwable error) {
        breakOff(error);
    }

    @Override
    public void onComplete() {
        synchronized (this) {
            complete = true;
        }
        proceed();
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
