package io.appkit.files.service;

import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;

/** A body for a thread that waits: the next piece is asked for when the one before has been read. */
final class DownloadInput extends InputStream implements Flow.Subscriber<ByteBuffer> {

    private final OpenCall call;
    private final CompletableFuture<Flow.Subscription> subscription = new CompletableFuture<>();
    /** What is being read. */
    private ByteBuffer current = ByteBuffer.allocate(0);

    private boolean over;

    /** What is asked for; guarded by this, as is the end. */
    private CompletableFuture<Optional<ByteBuffer>> arrival = new CompletableFuture<>();

    private @Nullable Runnable end;

    DownloadInput(OpenCall call) {
        this.call = call;
    }

    /** Wants nothing any more. */
    void stop() {
        subscription.thenAccept(Flow.Subscription::cancel);
    }

    @Override
    public int read() {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] target, int offset, int length) {
        Objects.checkFromIndexSize(offset, length, target.length);
        if (length == 0) {
            return 0;
        }
        ByteBuffer piece = piece();
        if (piece == null) {
            return -1;
        }
        int read = Math.min(length, piece.remaining());
        piece.get(target, offset, read);
        return read;
    }

    /** What is to be read next; null at the end. */
    private @Nullable ByteBuffer piece() {
        while (!over && !current.hasRemaining()) {
            Optional<ByteBuffer> next = call.await(ask());
            over = next.isEmpty();
            next.ifPresent(piece -> current = piece);
        }
        return over ? null : current;
    }

    private CompletableFuture<Optional<ByteBuffer>> ask() {
        CompletableFuture<Optional<ByteBuffer>> next = new CompletableFuture<>();
        Runnable known;
        synchronized (this) {
            arrival = next;
            known = end;
        }
        if (known == null) {
            subscription.thenAccept(open -> open.request(1));
        } else {
            known.run();
        }
        return next;
    }

    private synchronized CompletableFuture<Optional<ByteBuffer>> asked() {
        return arrival;
    }

    private void end(Runnable told) {
        synchronized (this) {
            end = told;
        }
        told.run();
    }

    @Override
    public void onSubscribe(Flow.Subscription given) {
        subscription.complete(given);
    }

    @Override
    public void onNext(ByteBuffer piece) {
        asked().complete(Optional.of(piece));
    }

    @Override
    public void onError(Throwable error) {
        end(() -> asked().completeExceptionally(error));
    }

    @Override
    public void onComplete() {
        end(() -> asked().complete(Optional.empty()));
    }
}
