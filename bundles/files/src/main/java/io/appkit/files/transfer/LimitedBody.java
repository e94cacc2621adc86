package io.appkit.files.transfer;

import io.appkit.api.AppKitException;
import io.appkit.api.ErrorKind;
import io.appkit.files.failure.Failures;
import io.appkit.files.failure.FilesException;
import java.nio.ByteBuffer;
import java.util.OptionalLong;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** A body that fails as soon as it is longer than allowed or announced, and if it ends early. */
public final class LimitedBody implements Flow.Publisher<ByteBuffer> {

    private static final int TOO_LATE = 408;

    private final Flow.Publisher<ByteBuffer> body;
    private final long most;
    private final OptionalLong announced;
    private final AtomicLong passed = new AtomicLong();

    /**
     * Creates it.
     *
     * @param most bytes that are allowed
     * @param announced how many it is said to have
     */
    public LimitedBody(Flow.Publisher<ByteBuffer> body, long most, OptionalLong announced) {
        this.body = body;
        this.most = Math.min(most, announced.orElse(most));
        this.announced = announced;
    }

    /** Bytes that have been let through. */
    public long passed() {
        return passed.get();
    }

    @Override
    public void subscribe(Flow.Subscriber<? super ByteBuffer> subscriber) {
        body.subscribe(new Counting(subscriber));
    }

    private final class Counting implements Flow.Subscriber<ByteBuffer> {

        private final Flow.Subscriber<? super ByteBuffer> target;
        private Flow.@Nullable Subscription subscription;
        private boolean over;

        Counting(Flow.Subscriber<? super ByteBuffer> target) {
            this.target = target;
        }

        @Override
        public void onSubscribe(Flow.Subscription given) {
            subscription = given;
            target.onSubscribe(given);
        }

        @Override
        public void onNext(ByteBuffer piece) {
            if (over) {
                return;
            }
            long length = passed.get() + piece.remaining();
            if (length <= most) {
                passed.set(length);
                target.onNext(piece);
                return;
            }
            over = true;
            Flow.Subscription open = subscription;
            if (open != null) {
                open.cancel();
            }
            target.onError(FilesException.tooLarge(length, most));
        }

        @Override
        public void onError(Throwable error) {
            if (!over) {
                over = true;
                target.onError(late(error));
            }
        }

        /** The client's delay is not the workspace's. */
        private static Throwable late(Throwable error) {
            return error instanceof AppKitException known && known.kind() == ErrorKind.TIMEOUT
                    ? FilesException.status(TOO_LATE, String.valueOf(known.getMessage()))
                    : error;
        }

        @Override
        public void onComplete() {
            if (over) {
                return;
            }
            over = true;
            if (passed.get() < announced.orElse(0)) {
                target.onError(Failures.aborted(
                        "the body ended after " + passed + " of " + announced.getAsLong() + " announced bytes"));
            } else {
                target.onComplete();
            }
        }
    }
}
