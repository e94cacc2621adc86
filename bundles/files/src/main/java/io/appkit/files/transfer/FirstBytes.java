package io.appkit.files.transfer;

import io.appkit.api.Registration;
import io.appkit.api.execution.Cancellation;
import io.appkit.files.failure.Failures;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;

/** Collects a body up to a number of bytes, and ends it there. */
public final class FirstBytes implements Flow.Subscriber<ByteBuffer> {

    private final long most;
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final CompletableFuture<byte[]> result = new CompletableFuture<>();
    private volatile Flow.@Nullable Subscription subscription;

    private FirstBytes(long most) {
        this.most = most;
    }

    /**
     * The beginning of a body, or all of it if it is short.
     *
     * @param most bytes to read
     * @param wanted ends it
     */
    public static CompletionStage<byte[]> of(Flow.Publisher<ByteBuffer> body, long most, Cancellation wanted) {
        FirstBytes collected = new FirstBytes(most);
        body.subscribe(collected);
        Registration unwanted = wanted.onCancel(() ->
                collected.end(() -> collected.result.completeExceptionally(Failures.aborted("reading was ended"))));
        return collected.result.whenComplete((value, error) -> unwanted.close());
    }

    @Override
    public void onSubscribe(Flow.Subscription given) {
        subscription = given;
        if (result.isDone()) {
            given.cancel();
        } else {
            given.request(1);
        }
    }

    @Override
    public void onNext(ByteBuffer piece) {
        byte[] part = new byte[(int) Math.min(piece.remaining(), most - bytes.size())];
        piece.get(part);
        bytes.writeBytes(part);
        if (bytes.size() >= most) {
            end(() -> result.complete(bytes.toByteArray()));
            return;
        }
        Flow.Subscription open = subscription;
        if (open != null) {
            open.request(1);
        }
    }

    private void end(Runnable completion) {
        completion.run();
        Flow.Subscription open = subscription;
        if (open != null) {
            open.cancel();
        }
    }

    @Override
    public void onError(Throwable error) {
        result.completeExceptionally(error);
    }

    @Override
    public void onComplete() {
        result.complete(bytes.toByteArray());
    }
}
