package io.appkit.server.exchange;

import io.appkit.api.AppKitException;
import io.appkit.api.ErrorKind;
import io.appkit.server.IncomingBody;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.eclipse.jetty.io.Content;
import org.jspecify.annotations.Nullable;

/**
 * A request's body as it comes, at the pace of the one who takes it. A piece is a buffer of the connection, which is used
 * again once more is asked for. One that is under way when the exchange ends by other means is left to the garbage
 * collector: somebody may still be sending it.
 */
final class BodyContent implements Flow.Publisher<ByteBuffer>, Flow.Subscription, IncomingBody.Reader {

    private final IncomingBody body;
    private final long announced;
    private final Duration patience;
    private final Runnable whenIn;
    private final Runnable whenCut;
    private final AtomicBoolean subscribed = new AtomicBoolean();
    private final AtomicLong asked = new AtomicLong();
    private final AtomicReference<@Nullable Throwable> stopped = new AtomicReference<>();
    /** What the subscriber has. */
    private final AtomicReference<Content.@Nullable Chunk> current = new AtomicReference<>();

    private long taken;
    private volatile boolean whole;
    private volatile long waitingSince;
    private volatile boolean cancelled;
    private volatile Flow.@Nullable Subscriber<? super ByteBuffer> subscriber;
    private volatile @Nullable CompletableFuture<Boolean> deadline;

    /**
     * Creates it.
     *
     * @param announced length of the body; negative if it is not known
     * @param patience how long it waits for a client that sends nothing
     * @param whenIn runs once the body is whole
     * @param whenCut runs once it is clear that it will not be, since the client has gone
     */
    BodyContent(IncomingBody body, long announced, Duration patience, Runnable whenIn, Runnable whenCut) {
        this.body = body;
        this.announced = announced;
        this.patience = patience;
        this.whenIn = whenIn;
        this.whenCut = whenCut;
    }

    @Override
    public void subscribe(Flow.Subscriber<? super ByteBuffer> taking) {
        if (!subscribed.compareAndSet(false, true)) {
            refuse(taking);
            return;
        }
        taking.onSubscribe(this);
        subscriber = taking;
        body.read(this);
    }

    private static void refuse(Flow.Subscriber<? super ByteBuffer> taking) {
        taking.onSubscribe(new Flow.Subscription() {
            @Override
            public void request(long n) {}

            @Override
            public void cancel() {}
        });
        taking.onError(new IllegalStateException("the content of a request can be taken once"));
    }

    @Override
    public void request(long n) {
        if (n <= 0) {
            stop(new IllegalArgumentException("asked for " + n + " pieces"));
        } else if (asked.getAndUpdate(before -> before + n < 0 ? Long.MAX_VALUE : before + n) == 0) {
            waitingSince = System.nanoTime();
            if (deadline == null) {
                watch(patience.toNanos());
            }
            body.proceed();
        }
        if (whole) {
            release();
        }
    }

    @Override
    public void cancel() {
        cancelled = true;
        stop(aborted(null));
    }

    /** The exchange is over, or the client has gone. */
    void abort() {
        stop(aborted(null));
    }

    /** The subscriber is told in its turn. */
    private void stop(Throwable why) {
        if (stopped.compareAndSet(null, why)) {
            body.proceed();
        }
    }

    /** The end of a body whose length is known is looked for without being asked. */
    @Override
    public boolean takesMore() {
        Throwable why = stopped.get();
        if (why != null) {
            tell(why);
            return false;
        }
        boolean wanted = asked.get() > 0;
        if (wanted) {
            release();
        }
        return wanted || taken == announced;
    }

    /** The subscriber asks for more, so it has used up what it has. */
    private void release() {
        Content.Chunk used = current.getAndSet(null);
        if (used != null) {
            used.release();
        }
    }

    @Override
    public void take(Content.Chunk bytes) {
        current.set(bytes);
        ByteBuffer piece = bytes.getByteBuffer();
        taken += piece.remaining();
        waitingSince = System.nanoTime();
        asked.getAndUpdate(before -> before == Long.MAX_VALUE ? before : before - 1);
        give(piece);
    }

    private void give(ByteBuffer piece) {
        Flow.Subscriber<? super ByteBuffer> taking = subscriber;
        if (taking != null && !cancelled) {
            taking.onNext(piece);
        }
    }

    @Override
    public void ended() {
        forgetDeadline();
        whole = true;
        whenIn.run();
        Flow.Subscriber<? super ByteBuffer> taking = subscriber;
        subscriber = null;
        if (taking != null && !cancelled) {
            taking.onComplete();
        }
    }

    @Override
    public void failed(Throwable error) {
        boolean late = error instanceof TimeoutException || error.getCause() instanceof TimeoutException;
        if (late) {
            tell(timeout());
        } else {
            whenCut.run();
            tell(aborted(error));
        }
    }

    @Override
    public void replaced() {
        tell(aborted(null));
    }

    private void tell(Throwable error) {
        forgetDeadline();
        Flow.Subscriber<? super ByteBuffer> taking = subscriber;
        subscriber = null;
        if (taking != null && !cancelled) {
            taking.onError(error);
        }
    }

    private void watch(long nanos) {
        CompletableFuture<Boolean> next = new CompletableFuture<>();
        deadline = next;
        next.completeOnTimeout(true, nanos, TimeUnit.NANOSECONDS).thenAccept(passed -> {
            if (passed && subscriber != null) {
                check();
            }
        });
    }

    private void check() {
        long left = asked.get() == 0 ? patience.toNanos() : waitingSince + patience.toNanos() - System.nanoTime();
        if (left > 0) {
            watch(left);
        } else {
            CompletableFuture.runAsync(() -> stop(timeout()));
        }
    }

    private void forgetDeadline() {
        CompletableFuture<Boolean> present = deadline;
        if (present != null) {
            present.complete(false);
        }
    }

    private static AppKitException aborted(@Nullable Throwable cause) {
        return new AppKitException(
                ErrorKind.ABORTED,
                ErrorKind.ABORTED.status(),
                "The request's body has not come whole",
                "The operation was aborted",
                null,
                cause);
    }

    private static AppKitException timeout() {
        String text = "The request's body has not come in time";
        return new AppKitException(ErrorKind.TIMEOUT, text, text);
    }
}
