package io.appkit.files.multipart;

import java.nio.ByteBuffer;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Takes the body of an upload and fills parts with it: a piece has been sent before the next is asked for. One thread at a time moves
 * pieces and asks for more; others that come meanwhile leave it their work.
 */
final class Intake implements Flow.Subscriber<ByteBuffer> {

    /** What is to be filled. */
    interface Filling {

        /** Bytes that it still takes. */
        long left();

        /** Takes a piece that is not empty. */
        void take(ByteBuffer piece);
    }

    /** What the body becomes. */
    interface Parts {

        /** The next to be filled; null if none can be now. */
        @Nullable
        Filling next();

        /** The body has come to its proper end, and all of it has been taken. */
        void complete();

        /** The body does not come. */
        void failed(Throwable error);
    }

    private final Parts parts;
    private final AtomicInteger calls = new AtomicInteger();
    private final Queue<ByteBuffer> waiting = new ConcurrentLinkedQueue<>();
    private final AtomicInteger held = new AtomicInteger();
    private volatile Flow.@Nullable Subscription subscription;
    private volatile boolean asked;
    private volatile boolean ended;
    private volatile boolean unwanted;

    /** All below belongs to the thread that moves. */
    private @Nullable Filling filling;

    private boolean told;

    Intake(Parts parts) {
        this.parts = parts;
    }

    @Override
    public void onSubscribe(Flow.Subscription given) {
        subscription = given;
        proceed();
    }

    @Override
    public void onNext(ByteBuffer piece) {
        held.addAndGet(piece.remaining());
        asked = false;
        if (piece.hasRemaining()) {
            waiting.add(piece.slice());
        }
        proceed();
    }

    @Override
    public void onError(Throwable error) {
        parts.failed(error);
    }

    @Override
    public void onComplete() {
        ended = true;
        proceed();
    }

    /** Bytes are not in memory any more. */
    void released(int bytes) {
        held.addAndGet(-bytes);
        proceed();
    }

    /** Wants no more. */
    void cancel() {
        unwanted = true;
        proceed();
    }

    /** Does what can be done now; to be called when a part can be filled that could not before. */
    void proceed() {
        if (calls.getAndIncrement() > 0) {
            return;
        }
        int done = 1;
        while (done > 0) {
            if (unwanted) {
                drop();
            } else {
                move();
                ask();
            }
            done = calls.addAndGet(-done);
        }
    }

    private void move() {
        // Asked first: what comes before the end is there then.
        boolean all = ended;
        ByteBuffer piece = waiting.peek();
        while (true) {
            Filling open = filling == null ? parts.next() : filling;
            filling = open;
            if (open == null || piece == null) {
                break;
            }
            int size = (int) Math.min(open.left(), piece.remaining());
            ByteBuffer taken = piece.slice(piece.position(), size);
            piece.position(piece.position() + size);
            open.take(taken);
            if (open.left() == 0) {
                filling = null;
            }
            if (!piece.hasRemaining()) {
                waiting.remove();
                piece = waiting.peek();
            }
        }
        if (all && piece == null && !told) {
            told = true;
            parts.complete();
        }
    }

    private void ask() {
        Flow.Subscription open = subscription;
        if (open != null && held.get() == 0 && !asked && !ended) {
            asked = true;
            open.request(1);
        }
    }

    private void drop() {
        waiting.clear();
        Flow.Subscription open = subscription;
        if (open != null) {
            open.cancel();
        }
    }
}
