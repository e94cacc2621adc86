package io.appkit.files.multipart;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Flow;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The body of one request: what is kept in a file, if anything, and then what is offered. Whoever subscribes asks at first
 * for as many pieces as it wants to have in hands, and later for one for each piece it has let go of.
 */
final class PartBody implements Flow.Publisher<ByteBuffer>, Flow.Subscription {

    /** Several parts may be sent again at the same time. */
    private static final int KEPT_PIECE = 32 << 10;

    private final @Nullable SpoolSlot kept;
    private final long keptBytes;
    private final IntConsumer released;

    /** All below is guarded by this. */
    private final Deque<ByteBuffer> offered = new ArrayDeque<>();
    /** Offered bytes of each piece in the subscriber's hands. */
    private final Deque<Integer> inHands = new ArrayDeque<>();

    private Flow.@Nullable Subscriber<? super ByteBuffer> subscriber;
    private long keptSent;
    private long demand;
    private boolean asked;
    private boolean finished;
    private boolean told;
    private boolean delivering;
    private boolean over;

    private PartBody(@Nullable SpoolSlot kept, long keptBytes, IntConsumer released) {
        this.kept = kept;
        this.keptBytes = keptBytes;
        this.released = released;
    }

    /**
     * What will be offered, in pieces that are not empty.
     *
     * @param released told of offered bytes that are not in memory any more
     */
    static PartBody offered(IntConsumer released) {
        return new PartBody(null, 0, released);
    }

    /** A part that is complete in a file. */
    static PartBody kept(SpoolSlot file, long bytes) {
        PartBody body = new PartBody(file, bytes, none -> {});
        body.finish();
        return body;
    }

    /** A part that is complete in a file, and then what will be offered. */
    static PartBody keptAndOffered(SpoolSlot file, long bytes, IntConsumer released) {
        return new PartBody(file, bytes, released);
    }

    /** Adds a piece; it is dropped when nobody wants the body any more. */
    void offer(ByteBuffer piece) {
        boolean unwanted;
        synchronized (this) {
            unwanted = over;
            if (!unwanted) {
                offered.add(piece);
            }
        }
        if (unwanted) {
            released.accept(piece.remaining());
        } else {
            deliver();
        }
    }

    /** No more will be offered. */
    void finish() {
        synchronized (this) {
            finished = true;
        }
        deliver();
    }

    /** Nobody wants the body any more; does not touch the file from here on. */
    void end() {
        int bytes;
        synchronized (this) {
            over = true;
            bytes = offered.stream().mapToInt(ByteBuffer::remaining).sum()
                    + inHands.stream().mapToInt(Integer::intValue).sum();
            offered.clear();
            inHands.clear();
        }
        if (bytes > 0) {
            released.accept(bytes);
        }
    }

    @Override
    public void subscribe(Flow.Subscriber<? super ByteBuffer> taker) {
        synchronized (this) {
            subscriber = taker;
        }
        taker.onSubscribe(this);
    }

    @Override
    public void request(long pieces) {
        int bytes = 0;
        synchronized (this) {
            demand += pieces;
            for (long left = asked ? pieces : 0; left > 0 && !inHands.isEmpty(); left--) {
                bytes += inHands.remove();
            }
            asked = true;
        }
        if (bytes > 0) {
            released.accept(bytes);
        }
        deliver();
    }

    @Override
    public void cancel() {
        end();
    }

    private void deliver() {
        Flow.Subscriber<? super ByteBuffer> taker;
        synchronized (this) {
            taker = subscriber;
            if (delivering || taker == null) {
                return;
            }
            delivering = true;
        }
        try {
            for (ByteBuffer piece = next(); piece != null; piece = next()) {
                if (piece.hasRemaining()) {
                    taker.onNext(piece);
                } else {
                    taker.onComplete();
                }
            }
        } catch (IOException e) {
            end();
            taker.onError(e);
        }
    }

    /** The next piece to deliver; an empty one for the end, null for nothing at the moment. */
    private synchronized @Nullable ByteBuffer next() throws IOException {
        if (!over && !told && finished && offered.isEmpty() && keptSent == keptBytes) {
            told = true;
            return ByteBuffer.allocate(0);
        }
        ByteBuffer piece = over || told || demand == 0 ? null : piece();
        if (piece == null) {
            delivering = false;
        } else {
            demand--;
        }
        return piece;
    }

    private @Nullable ByteBuffer piece() throws IOException {
        if (kept != null && keptSent < keptBytes) {
            ByteBuffer piece = kept.read(keptSent, (int) Math.min(KEPT_PIECE, keptBytes - keptSent));
            keptSent += piece.remaining();
            inHands.add(0);
            return piece;
        }
        ByteBuffer piece = offered.poll();
        if (piece != null) {
            inHands.add(piece.remaining());
        }
        return piece;
    }
}
