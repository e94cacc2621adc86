package io.appkit.analytics;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.Flow.Publisher;
import java.util.concurrent.Flow.Subscriber;
import java.util.concurrent.Flow.Subscription;

/** The body behind a link, given piece by piece as it is asked for. May be read several times. */
final class ScriptedBody implements Publisher<ByteBuffer> {

    private enum End {
        WHOLE,
        SILENT
    }

    private final byte[] bytes;
    private final int piece;
    private final End end;
    private volatile Subscriber<? super ByteBuffer> reader;
    volatile boolean cancelled;
    volatile int given;

    private ScriptedBody(byte[] bytes, int piece, End end) {
        this.bytes = bytes;
        this.piece = piece;
        this.end = end;
    }

    static ScriptedBody of(byte[] bytes, int piece) {
        return new ScriptedBody(bytes, piece, End.WHOLE);
    }

    static ScriptedBody of(byte[] bytes) {
        return of(bytes, 100);
    }

    /** Says nothing more after some bytes. */
    static ScriptedBody silent(byte[] bytes, int length) {
        return new ScriptedBody(java.util.Arrays.copyOf(bytes, length), 64, End.SILENT);
    }

    @Override
    public void subscribe(Subscriber<? super ByteBuffer> subscriber) {
        reader = subscriber;
        subscriber.onSubscribe(new Reading(subscriber));
    }

    /** Breaks off a body that is silent. */
    void cut() {
        reader.onError(new IOException("cut"));
    }

    private final class Reading implements Subscription {

        private final Subscriber<? super ByteBuffer> subscriber;
        private int position;
        private long wanted;
        private boolean emitting;
        private boolean over;

        Reading(Subscriber<? super ByteBuffer> subscriber) {
            this.subscriber = subscriber;
        }

        @Override
        public void request(long count) {
            synchronized (this) {
                wanted += count;
                if (emitting) {
                    return;
                }
                emitting = true;
            }
            while (true) {
                ByteBuffer next;
                synchronized (this) {
                    if (over || wanted == 0 || (position == bytes.length && end == End.SILENT)) {
                        emitting = false;
                        return;
                    }
                    wanted--;
                    // Fresh memory, as from a connection: who keeps it takes room.
                    int length = Math.min(piece, bytes.length - position);
                    next = ByteBuffer.wrap(java.util.Arrays.copyOfRange(bytes, position, position + length))
                            .asReadOnlyBuffer();
                    position += next.remaining();
                    given = position;
                    over = !next.hasRemaining();
                }
                if (next.hasRemaining()) {
                    subscriber.onNext(next);
                } else {
                    subscriber.onComplete();
                }
            }
        }

        @Override
        public synchronized void cancel() {
            cancelled = !over;
            over = true;
        }
    }
}
