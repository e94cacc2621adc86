package io.appkit.workspace;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow.Subscriber;
import java.util.concurrent.Flow.Subscription;
import java.util.concurrent.TimeUnit;

/** Takes a body as fast as the test says. */
final class Reader implements Subscriber<ByteBuffer> {

    private static final int KEPT = 1 << 16;

    private final CompletableFuture<Subscription> subscription = new CompletableFuture<>();
    private final CompletableFuture<Long> end = new CompletableFuture<>();
    private final ByteArrayOutputStream kept = new ByteArrayOutputStream();
    private long received;

    void ask(long pieces) throws Exception {
        subscription.get(20, TimeUnit.SECONDS).request(pieces);
    }

    void cancel() throws Exception {
        subscription.get(20, TimeUnit.SECONDS).cancel();
    }

    /** Waits until so many bytes have come. */
    synchronized void took(long bytes) throws InterruptedException {
        while (received < bytes) {
            wait();
        }
    }

    /** How many bytes the body had. */
    CompletableFuture<Long> end() {
        return end;
    }

    /** The whole of a short body. */
    String text() throws Exception {
        end.get(20, TimeUnit.SECONDS);
        return kept.toString(StandardCharsets.UTF_8);
    }

    @Override
    public void onSubscribe(Subscription given) {
        subscription.complete(given);
    }

    @Override
    public synchronized void onNext(ByteBuffer piece) {
        received += piece.remaining();
        byte[] bytes = new byte[Math.min(piece.remaining(), KEPT - kept.size())];
        piece.get(bytes);
        kept.writeBytes(bytes);
        notifyAll();
    }

    @Override
    public void onError(Throwable error) {
        end.completeExceptionally(error);
    }

    @Override
    public synchronized void onComplete() {
        end.complete(received);
    }
}
