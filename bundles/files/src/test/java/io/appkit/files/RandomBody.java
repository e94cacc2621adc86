package io.appkit.files;

import java.nio.ByteBuffer;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/** Random bytes as they are asked for, by any thread, in pieces of uneven sizes. */
final class RandomBody implements Flow.Publisher<ByteBuffer>, Flow.Subscription {

    final byte[] bytes;
    final CountDownLatch cancelled = new CountDownLatch(1);
    /** Pieces that have been asked for. */
    final AtomicLong asked = new AtomicLong();

    final AtomicLong delivered = new AtomicLong();
    /** Bytes that are on their way at most, if each piece that is asked for has 64 KiB. */
    final AtomicLong mostInFlight = new AtomicLong();

    private LongSupplier released = () -> 0;
    private final AtomicLong pieces = new AtomicLong();
    private final int largest;
    private final Random sizes;
    private final AtomicInteger calls = new AtomicInteger();
    private final AtomicLong demand = new AtomicLong();
    private Flow.Subscriber<? super ByteBuffer> subscriber;
    private volatile int end;
    private Throwable error;
    private volatile boolean ends = true;
    private boolean over;

    RandomBody(int length, int largest, long seed) {
        Random random = new Random(seed);
        this.bytes = new byte[length];
        random.nextBytes(bytes);
        this.end = length;
        this.largest = largest;
        this.sizes = random;
    }

    /** Fails after so many bytes. */
    RandomBody failing(int after, Throwable why) {
        end = after;
        error = why;
        return this;
    }

    /** Ends after so many bytes, as if that were all. */
    RandomBody ending(int after) {
        end = after;
        return this;
    }

    /** Does not go on after so many bytes. */
    RandomBody stalling(int after) {
        end = after;
        ends = false;
        return this;
    }

    /** Goes on to the end. */
    void goOn() {
        ends = true;
        end = bytes.length;
        deliver();
    }

    /** Knows how many bytes have arrived. */
    RandomBody measured(LongSupplier arrived) {
        released = arrived;
        return this;
    }

    private void measure() {
        long waiting = (asked.get() - pieces.get()) * (64 << 10);
        mostInFlight.accumulateAndGet(waiting + delivered.get() - released.getAsLong(), Math::max);
    }

    @Override
    public void subscribe(Flow.Subscriber<? super ByteBuffer> taker) {
        subscriber = taker;
        taker.onSubscribe(this);
        deliver();
    }

    @Override
    public void request(long more) {
        asked.addAndGet(more);
        demand.addAndGet(more);
        measure();
        deliver();
    }

    @Override
    public void cancel() {
        cancelled.countDown();
    }

    private void deliver() {
        if (calls.getAndIncrement() > 0) {
            return;
        }
        int done = 1;
        while (done > 0) {
            while (demand.get() > 0 && delivered.get() < end && cancelled.getCount() > 0) {
                demand.decrementAndGet();
                int at = (int) delivered.get();
                int size = Math.min(end - at, 1 + sizes.nextInt(largest));
                delivered.addAndGet(size);
                pieces.incrementAndGet();
                measure();
                subscriber.onNext(ByteBuffer.wrap(bytes, at, size));
            }
            if (delivered.get() == end && ends && !over && cancelled.getCount() > 0) {
                over = true;
                if (error == null) {
                    subscriber.onComplete();
                } else {
                    subscriber.onError(error);
                }
            }
            done = calls.addAndGet(-done);
        }
    }
}
