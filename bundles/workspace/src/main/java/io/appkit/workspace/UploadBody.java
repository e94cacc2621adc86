package io.appkit.workspace;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.concurrent.Flow.Subscriber;
import java.util.concurrent.Flow.Subscription;
import java.util.function.Consumer;
import org.eclipse.jetty.client.AsyncRequestContent;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/** Takes a body from whoever publishes it, no faster than it is sent: a piece is sent before the next is asked for. */
final class UploadBody extends AsyncRequestContent implements Subscriber<ByteBuffer> {

    private final OptionalLong length;
    private final Timer timer;
    private final Consumer<Throwable> failed;

    /** All below is guarded by this. */
    private @Nullable Subscription subscription;

    private long received;
    /** Completes the announced length; kept back until there is nothing more, lest the upload is answered before. */
    private @Nullable ByteBuffer last;

    private boolean over;

    /** Pieces that the connection has and has not sent. */
    private int pending;
    /** When the connection last got the first of those, or has sent one. */
    private long moved;

    /**
     * Creates it.
     *
     * @param failed told why the body does not come
     */
    UploadBody(OptionalLong length, Timer timer, Consumer<Throwable> failed) {
        super("application/octet-stream");
        this.length = length;
        this.timer = timer;
        this.failed = failed;
        this.moved = timer.nanos();
        if (length.orElse(-1) == 0) {
            // The workspace has the whole body at once and may answer before it is published.
            close();
        }
    }

    @Override
    public long getLength() {
        return length.orElse(-1);
    }

    @Override
    public void onSubscribe(Subscription given) {
        boolean unwanted;
        synchronized (this) {
            unwanted = over || subscription != null;
            subscription = unwanted ? subscription : given;
        }
        if (unwanted) {
            given.cancel();
        } else {
            given.request(1);
        }
    }

    @Override
    public void onNext(ByteBuffer piece) {
        Subscription open;
        long all;
        boolean sendable;
        synchronized (this) {
            if (over || subscription == null) {
                return;
            }
            received += piece.remaining();
            all = received;
            open = subscription;
            sendable = piece.hasRemaining() && all < length.orElse(Long.MAX_VALUE);
            if (piece.hasRemaining() && !sendable) {
                // A copy: to ask for what comes next gives the piece back.
                last = ByteBuffer.allocate(piece.remaining()).put(piece).flip();
            }
        }
        if (all > length.orElse(Long.MAX_VALUE)) {
            failed.accept(lengthError("more than the"));
        } else if (sendable) {
            send(false, piece, () -> open.request(1));
        } else {
            open.request(1);
        }
    }

    @Override
    public void onError(Throwable error) {
        failed.accept(error);
    }

    @Override
    public void onComplete() {
        long all;
        ByteBuffer kept;
        synchronized (this) {
            if (over) {
                return;
            }
            all = received;
            kept = last;
        }
        if (all < length.orElse(0)) {
            failed.accept(lengthError(all + " of the"));
        } else if (kept != null) {
            send(true, kept, () -> {});
        } else {
            close();
        }
    }

    private void send(boolean end, ByteBuffer piece, Runnable next) {
        synchronized (this) {
            if (pending == 0) {
                moved = timer.nanos();
            }
            pending++;
        }
        Runnable sent = () -> {
            synchronized (this) {
                pending--;
                moved = timer.nanos();
            }
            next.run();
        };
        // A failure to send it is told by the request.
        write(end, piece, Callback.from(sent, error -> {}));
    }

    /** For how long the connection has sent nothing of what it has; nothing while the body pauses. */
    synchronized Duration stuck() {
        return pending > 0 ? sinceMoved() : Duration.ZERO;
    }

    /** For how long all has been sent. */
    synchronized Duration sent() {
        return pending == 0 && isClosed() ? sinceMoved() : Duration.ZERO;
    }

    private Duration sinceMoved() {
        return Duration.ofNanos(timer.nanos() - moved);
    }

    private IllegalStateException lengthError(String came) {
        return new IllegalStateException(
                "A body came with " + came + " " + length.orElse(0) + " bytes that were announced");
    }

    /** Wants no more of the body. */
    void stop() {
        Subscription open;
        synchronized (this) {
            over = true;
            open = subscription;
        }
        if (open != null) {
            open.cancel();
        }
    }
}
