package io.appkit.files.service;

import io.appkit.api.AppKitException;
import io.appkit.api.ErrorKind;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;

/** What a thread reads from a stream, at the pace of the one who takes it. */
final class UploadBody implements Flow.Publisher<ByteBuffer>, Flow.Subscription {

    private static final int PIECE = 64 << 10;

    private final InputStream source;
    private Flow.@Nullable Subscriber<? super ByteBuffer> subscriber;
    private long demand;
    private boolean over;

    UploadBody(InputStream source) {
        this.source = source;
    }

    @Override
    public void subscribe(Flow.Subscriber<? super ByteBuffer> taker) {
        synchronized (this) {
            subscriber = taker;
        }
        taker.onSubscribe(this);
    }

    @Override
    public synchronized void request(long more) {
        demand += more;
        notifyAll();
    }

    /** Nothing more is wanted. */
    @Override
    public synchronized void cancel() {
        over = true;
        notifyAll();
    }

    /** Reads on this thread until the stream ends, or nothing more is wanted. */
    void feed() throws InterruptedException {
        Flow.Subscriber<? super ByteBuffer> taker = awaitDemand();
        while (taker != null) {
            byte[] piece = new byte[PIECE];
            int length;
            try {
                length = source.read(piece);
            } catch (IOException | RuntimeException e) {
                taker.onError(unreadable(e));
                return;
            }
            if (length < 0) {
                taker.onComplete();
                return;
            }
            taker.onNext(ByteBuffer.wrap(piece, 0, length));
            taker = awaitDemand();
        }
    }

    private static AppKitException unreadable(Exception cause) {
        return new AppKitException(
                ErrorKind.ABORTED,
                ErrorKind.ABORTED.status(),
                "The body of an upload cannot be read: " + cause,
                "The operation was aborted",
                null,
                cause);
    }

    /** Who wants a piece; null if nobody ever will. */
    private synchronized Flow.@Nullable Subscriber<? super ByteBuffer> awaitDemand() throws InterruptedException {
        while (!over && demand == 0) {
            wait();
        }
        demand--;
        return over ? null : subscriber;
    }
}
