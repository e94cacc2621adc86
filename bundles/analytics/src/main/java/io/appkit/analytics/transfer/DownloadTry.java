package io.appkit.analytics.transfer;

import io.appkit.analytics.async.Timer;
import io.appkit.analytics.query.QueryFailures;
import io.appkit.api.Registration;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.Flow.Subscriber;
import java.util.concurrent.Flow.Subscription;
import org.jspecify.annotations.Nullable;

/** One answer with the bytes of a chunk. It fails when it was asked for bytes and stays silent. */
final class DownloadTry implements Subscriber<ByteBuffer> {

    static final Duration IDLE = Duration.ofSeconds(30);

    /** Takes what comes. */
    interface Taker {

        /** Takes bytes; tells whether more are wanted at once. */
        boolean take(DownloadTry from, ByteBuffer bytes);

        /** All bytes have come. */
        void completed(DownloadTry from);

        /** No more bytes will come. */
        void failed(DownloadTry from, Throwable error);
    }

    private final Timer timer;
    private final Taker taker;
    private final String what;
    private @Nullable Subscription subscription;
    private @Nullable Registration watch;
    private boolean stopped;
    private boolean asked;
    private long askedAt;

    /**
     * Creates it.
     *
     * @param what names the bytes in the error
     */
    DownloadTry(Timer timer, Taker taker, String what) {
        this.timer = timer;
        this.taker = taker;
        this.what = what;
    }

    @Override
    public void onSubscribe(Subscription given) {
        boolean unwanted;
        synchronized (this) {
            unwanted = stopped;
            subscription = given;
        }
        if (unwanted) {
            given.cancel();
        } else {
            ask();
            watch(IDLE);
        }
    }

    @Override
    public void onNext(ByteBuffer bytes) {
        synchronized (this) {
            asked = false;
        }
        // The workspace uses its buffer again.
        ByteBuffer kept = ByteBuffer.allocate(bytes.remaining()).put(bytes).flip();
        if (taker.take(this, kept)) {
            ask();
        }
    }

    @Override
    public void onError(Throwable error) {
        taker.failed(this, error);
    }

    @Override
    public void onComplete() {
        taker.completed(this);
    }

    /** Wants more bytes. */
    void ask() {
        Subscription open;
        synchronized (this) {
            if (stopped || asked || subscription == null) {
                return;
            }
            asked = true;
            askedAt = timer.millis();
            open = subscription;
        }
        open.request(1);
    }

    /** One watch for all reads: far fewer timers than one for each. */
    private void watch(Duration delay) {
        synchronized (this) {
            if (!stopped) {
                watch = timer.in(delay, this::check);
            }
        }
    }

    private void check() {
        long silent;
        synchronized (this) {
            silent = asked && !stopped ? timer.millis() - askedAt : 0;
        }
        if (silent >= IDLE.toMillis()) {
            onError(QueryFailures.execution(what + " was silent for " + silent + " ms", null));
        } else {
            watch(IDLE.minusMillis(silent));
        }
    }

    /** Wants no more bytes. */
    void stop() {
        Subscription open;
        Registration pending;
        synchronized (this) {
            stopped = true;
            open = subscription;
            pending = watch;
        }
        if (pending != null) {
            pending.close();
        }
        if (open != null) {
            open.cancel();
        }
    }
}
