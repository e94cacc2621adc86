package io.appkit.workspace;

import java.nio.ByteBuffer;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Flow.Publisher;
import java.util.concurrent.Flow.Subscriber;
import java.util.concurrent.Flow.Subscription;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** A body that publishes exactly what it is asked for; it ends, fails or stays open after its last piece. */
final class PacedBody implements Publisher<ByteBuffer>, Subscription {

    static final int PIECE = 64 << 10;

    final AtomicLong published = new AtomicLong();
    final AtomicInteger subscribers = new AtomicInteger();
    private final CountDownLatch cancelled = new CountDownLatch(1);
    private final long size;
    private final @Nullable Throwable failure;
    private final boolean endless;

    private Subscriber<? super ByteBuffer> subscriber;
    private final AtomicLong demand = new AtomicLong();
    private boolean over;

    private PacedBody(long size, @Nullable Throwable failure, boolean endless) {
        this.size = size;
        this.failure = failure;
        this.endless = endless;
    }

    static PacedBody of(long size) {
        return new PacedBody(size, null, false);
    }

    static PacedBody failing(long size, Throwable failure) {
        return new PacedBody(size, failure, false);
    }

    /** Pauses for good after its last piece. */
    static PacedBody pausing(long size) {
        return new PacedBody(size, null, true);
    }

    @Override
    public void subscribe(Subscriber<? super ByteBuffer> given) {
        subscribers.incrementAndGet();
        subscriber = given;
        given.onSubscribe(this);
    }

    @Override
    public void request(long pieces) {
        if (demand.getAndAdd(pieces) > 0) {
            return;
        }
        long left;
        do {
            publish();
            left = demand.decrementAndGet();
        } while (left > 0);
    }

    private void publish() {
        long sent = published.get();
        if (cancelled.getCount() == 0 || over) {
            return;
        }
        if (sent < size) {
            int length = (int) Math.min(PIECE, size - sent);
            published.addAndGet(length);
            ByteBuffer piece = ByteBuffer.allocate(length);
            for (int i = 0; i < length; i++) {
                piece.put(i, (byte) (sent + i));
            }
            subscriber.onNext(piece);
        }
        if (published.get() >= size && !endless && !over) {
            over = true;
            if (failure != null) {
                subscriber.onError(failure);
            } else {
                subscriber.onComplete();
            }
        }
    }

    @Override
    public void cancel() {
        cancelled.countDown();
    }

    /** Whether it is wanted no more, or soon; an upload tells its result before it cancels its body. */
    boolean awaitCancelled() throws InterruptedException {
        return cancelled.await(20, TimeUnit.SECONDS);
    }

    /** Waits until nobody has asked for more for a while. */
    void awaitStanding() throws InterruptedException {
        long seen;
        do {
            seen = published.get();
        } while (cancelled.await(300, TimeUnit.MILLISECONDS) || seen == 0 || seen != published.get());
    }
}
