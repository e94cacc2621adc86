package io.appkit.workspace;

import io.appkit.api.Registration;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.Flow.Publisher;
import java.util.concurrent.Flow.Subscriber;
import java.util.concurrent.Flow.Subscription;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.eclipse.jetty.io.Content;
import org.jspecify.annotations.Nullable;

/**
 * The body of an answer on its way to the one who asked for it. Fails when it breaks off or stays silent while it is waited
 * for, and ends its connection when nobody takes it.
 *
 * <p>A piece is a buffer of the connection itself, which is used again once more is asked for. One that is under way when
 * the body ends by other means is left to the garbage collector: somebody may still be sending it.
 */
final class StreamedBody implements Publisher<ByteBuffer>, Registration {

    static final Duration IDLE = Duration.ofSeconds(60);

    private final Content.Source source;
    private final Exchange exchange;
    private final WorkspaceExchanges exchanges;
    private final AtomicBoolean subscribed = new AtomicBoolean();
    private final AtomicLong demand = new AtomicLong();
    private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
    private final AtomicInteger steps = new AtomicInteger();
    private volatile @Nullable Subscriber<? super ByteBuffer> subscriber;
    private volatile boolean cancelled;

    /** The source calls when it has more. */
    private volatile boolean waiting;

    private volatile long waitsSince;
    private volatile @Nullable Registration watch;

    /** Both are touched in a step alone. */
    private Content.@Nullable Chunk current;

    private boolean over;

    private StreamedBody(Content.Source source, Exchange exchange, WorkspaceExchanges exchanges) {
        this.source = source;
        this.exchange = exchange;
        this.exchanges = exchanges;
        this.waitsSince = exchanges.timer().nanos();
    }

    /** Guards a body; whoever closes the client ends it. */
    static StreamedBody of(Content.Source source, Exchange exchange, WorkspaceExchanges exchanges) {
        StreamedBody body = new StreamedBody(source, exchange, exchanges);
        exchanges.open().add(body);
        body.watch(IDLE);
        return body;
    }

    @Override
    public void subscribe(Subscriber<? super ByteBuffer> given) {
        if (!subscribed.compareAndSet(false, true)) {
            given.onSubscribe(new Nothing());
            given.onError(new IllegalStateException("a body is taken once"));
            return;
        }
        given.onSubscribe(new Demand());
        subscriber = given;
        proceed();
    }

    /** Ends the transfer because its client goes, or because nobody wants it. */
    @Override
    public void close() {
        fail(WorkspaceCall.closed());
    }

    private void fail(Throwable error) {
        failure.compareAndSet(null, error);
        proceed();
    }

    /** Takes steps on one thread at a time, as long as there are some to take. */
    private void proceed() {
        if (steps.getAndIncrement() > 0) {
            return;
        }
        int seen = 1;
        do {
            try {
                while (step()) {}
            } catch (RuntimeException e) {
                failure.compareAndSet(null, e);
                steps.incrementAndGet();
            }
            seen = steps.addAndGet(-seen);
        } while (seen > 0);
    }

    /** Tells the subscriber the next thing there is; false if nothing can be told for now. */
    private boolean step() {
        Subscriber<? super ByteBuffer> taker = subscriber;
        Throwable error = failure.get();
        if (over) {
            release();
        } else if (cancelled) {
            over = true;
            endExchange();
        } else if (error != null) {
            endExchange();
            if (taker != null) {
                over = true;
                taker.onError(error);
            }
        } else if (taker != null && demand.get() > 0 && !waiting) {
            release();
            return read(taker);
        }
        return false;
    }

    private boolean read(Subscriber<? super ByteBuffer> taker) {
        Content.Chunk chunk = source.read();
        if (chunk == null) {
            waitsSince = exchanges.timer().nanos();
            waiting = true;
            source.demand(this::more);
            return false;
        } else if (Content.Chunk.isFailure(chunk)) {
            Throwable cause = chunk.getFailure();
            failure.compareAndSet(
                    null, new UpstreamException(0, "The workspace broke an answer off: " + cause, null, null, cause));
            return true;
        }
        current = chunk;
        if (chunk.hasRemaining()) {
            demand.updateAndGet(pieces -> pieces == Long.MAX_VALUE ? pieces : pieces - 1);
            taker.onNext(chunk.getByteBuffer());
        }
        if (chunk.isLast() && !cancelled) {
            over = true;
            forget();
            release();
            taker.onComplete();
        }
        return true;
    }

    private void more() {
        waiting = false;
        proceed();
    }

    /** Gives back what has been taken, which is so if more is asked for. */
    private void release() {
        Content.Chunk taken = current;
        if (taken != null && demand.get() > 0) {
            current = null;
            taken.release();
        }
    }

    private void endExchange() {
        forget();
        current = null;
        exchange.close();
    }

    private void forget() {
        exchanges.open().remove(this);
        Registration watched = watch;
        if (watched != null) {
            watched.close();
        }
    }

    /** One watch for all pieces: far fewer timers than one for each. */
    private void watch(Duration delay) {
        Registration next = exchanges.timer().after(delay, this::check);
        watch = next;
        if (!exchanges.open().contains(this)) {
            next.close();
        }
    }

    private void check() {
        boolean taken = subscriber != null;
        Duration silent = Duration.ofNanos(waiting || !taken ? exchanges.timer().nanos() - waitsSince : 0);
        if (silent.compareTo(IDLE) < 0) {
            watch(IDLE.minus(silent));
        } else {
            String what = taken ? "The workspace paused for " : "Nobody took an answer for ";
            fail(new UpstreamException(0, what + silent.toSeconds() + " s", null, null, null));
        }
    }

    private final class Demand implements Subscription {

        @Override
        public void request(long pieces) {
            if (pieces <= 0) {
                fail(new IllegalArgumentException("a demand for " + pieces + " pieces"));
                return;
            }
            demand.updateAndGet(before -> pieces > Long.MAX_VALUE - before ? Long.MAX_VALUE : before + pieces);
            proceed();
        }

        @Override
        public void cancel() {
            cancelled = true;
            proceed();
        }
    }

    /** For a subscriber that gets nothing. */
    private static final class Nothing implements Subscription {

        @Override
        public void request(long pieces) {}

        @Override
        public void cancel() {}
    }
}
