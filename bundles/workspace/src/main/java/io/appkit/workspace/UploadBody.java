package io.appkit.workspace;

import java.nio.ByteBuffer;
import java.util.OptionalLong;
import java.util.concurrent.Flow.Subscriber;
import java.util.concurrent.Flow.Subscription;
import java.util.function.Consumer;
import org.eclipse.jetty.client.AsyncRequestContent;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/** Takes a body from whoever publishes it, no faster than it is sent. */
final class UploadBody extends AsyncRequestContent implements Subscriber<ByteBuffer> {

    /** Pieces asked for and not yet sent. */
    private static final int WINDOW = 4;

    private final OptionalLong length;
    private final Consumer<Throwable> failed;

    /** All below is guarded by this. */
    private @Nullable Subscription subscription;

    private long received;
    /** Completes the announced length; kept back until there is nothing more, lest the upload is answered before. */
    private @Nullable ByteBuffer last;

    private boolean over;

    /**
     * Creates it.
     *
     * @param failed told why the body does not come
     */
    UploadBody(OptionalLong length, Consumer<Throwable> failed) {
        super("application/octet-stream");
        this.length = length;
        this.failed = failed;
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
            given.request(WINDOW);
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
                last = piece;
            }
        }
        if (all > length.orElse(Long.MAX_VALUE)) {
            failed.accept(lengthError("more than the"));
        } else if (sendable) {
            // A failure to send it is told by the request.
            write(piece, Callback.from(() -> open.request(1), error -> {}));
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
            write(true, kept, Callback.NOOP);
        } else {
            close();
        }
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
