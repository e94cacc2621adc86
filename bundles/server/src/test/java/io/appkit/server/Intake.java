package io.appkit.server;

import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/** Takes a request's content: piece by piece as it is told, or all of it. */
final class Intake implements Flow.Subscriber<ByteBuffer> {

    final AtomicLong bytes = new AtomicLong();
    final AtomicInteger longestPiece = new AtomicInteger();
    /** The checksum of all, once the content is whole. */
    final CompletableFuture<Long> whole = new CompletableFuture<>();

    final CompletableFuture<Void> first = new CompletableFuture<>();
    final CompletableFuture<Flow.Subscription> subscription = new CompletableFuture<>();

    private final CRC32 checksum = new CRC32();
    private final boolean all;

    private Intake(boolean all) {
        this.all = all;
    }

    static Intake ofAll() {
        return new Intake(true);
    }

    static Intake asTold() {
        return new Intake(false);
    }

    /** Why it has not come whole; null while it may. */
    @Nullable
    Throwable error() {
        return whole.isCompletedExceptionally()
                ? whole.handle((value, error) -> error).join()
                : null;
    }

    void request(long pieces) {
        subscription.join().request(pieces);
    }

    @Override
    public void onSubscribe(Flow.Subscription given) {
        subscription.complete(given);
        if (all) {
            given.request(1);
        }
    }

    @Override
    public void onNext(ByteBuffer piece) {
        bytes.addAndGet(piece.remaining());
        longestPiece.accumulateAndGet(piece.remaining(), Math::max);
        checksum.update(piece);
        first.complete(null);
        if (all) {
            request(1);
        }
    }

    @Override
    public void onError(Throwable error) {
        whole.completeExceptionally(error);
    }

    @Override
    public void onComplete() {
        whole.complete(checksum.getValue());
    }
}
