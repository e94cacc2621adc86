package io.appkit.files;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Flow;
import java.util.function.Consumer;

/** Pieces as they are asked for, and then an end: proper, an error, or none. */
final class ScriptedBody<T> implements Flow.Publisher<T>, Flow.Subscription {

    private final Deque<T> pieces;
    private final Throwable error;
    private final boolean ends;
    private Flow.Subscriber<? super T> subscriber;
    private Consumer<T> whenUsed = piece -> {};
    private T current;
    private boolean delivering;
    private boolean over;
    private long demand;
    long delivered;
    final CountDownLatch cancelled = new CountDownLatch(1);

    private ScriptedBody(List<T> pieces, boolean ends, Throwable error) {
        this.pieces = new ArrayDeque<>(pieces);
        this.ends = ends;
        this.error = error;
    }

    static <T> ScriptedBody<T> of(List<T> pieces) {
        return new ScriptedBody<>(pieces, true, null);
    }

    static <T> ScriptedBody<T> broken(List<T> pieces, Throwable error) {
        return new ScriptedBody<>(pieces, true, error);
    }

    static <T> ScriptedBody<T> endless(List<T> pieces) {
        return new ScriptedBody<>(pieces, false, null);
    }

    /** As a download gives them: a piece is the receiver's until it asks for the next. */
    static ScriptedBody<ByteBuffer> bytes(byte[] bytes, int piece) {
        ScriptedBody<ByteBuffer> body = of(pieces(bytes.clone(), piece));
        body.whenUsed =
                used -> Arrays.fill(used.array(), used.arrayOffset(), used.arrayOffset() + used.limit(), (byte) '!');
        return body;
    }

    static List<ByteBuffer> pieces(byte[] bytes, int piece) {
        List<ByteBuffer> pieces = new ArrayList<>();
        for (int at = 0; at < bytes.length; at += piece) {
            pieces.add(ByteBuffer.wrap(bytes, at, Math.min(piece, bytes.length - at)));
        }
        return pieces;
    }

    @Override
    public void subscribe(Flow.Subscriber<? super T> taker) {
        subscriber = taker;
        taker.onSubscribe(this);
        end();
    }

    @Override
    public void request(long more) {
        demand += more;
        if (delivering) {
            return;
        }
        delivering = true;
        while (demand > 0 && !over && !pieces.isEmpty()) {
            demand--;
            delivered++;
            if (current != null) {
                whenUsed.accept(current);
            }
            current = pieces.remove();
            subscriber.onNext(current);
        }
        delivering = false;
        end();
    }

    private void end() {
        if (over || !ends || !pieces.isEmpty() || delivering) {
            return;
        }
        over = true;
        if (error == null) {
            subscriber.onComplete();
        } else {
            subscriber.onError(error);
        }
    }

    @Override
    public void cancel() {
        over = true;
        cancelled.countDown();
    }
}
