package io.appkit.files.multipart;

import io.appkit.api.execution.Cancellation;
import io.appkit.files.failure.Failures;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * One part. Goes out as it comes, and into a file as well; is sent again from there. Filled by one thread after the other;
 * its attempts, of which there is one at a time, run on any.
 */
final class PartUpload implements Intake.Filling {

    /** New links for a part whose link is refused. */
    private static final int RENEWALS = 2;

    private final int number;
    private final long size;
    private final Session session;
    private final Consumer<IOException> spoolFailed;
    private final PartBody coming;
    /** Whether all of the part is in the file, once all of it has come. */
    private final CompletableFuture<Boolean> filled = new CompletableFuture<>();

    private volatile @Nullable SpoolSlot slot;
    private long taken;
    /** Why the attempt before this one has failed. */
    private volatile @Nullable Throwable last;

    /**
     * Creates it.
     *
     * @param slot where the part is kept; null if it cannot be sent again
     * @param released told of bytes of the body that are not in memory any more
     * @param spoolFailed told when the part cannot be kept
     */
    PartUpload(
            int number,
            long size,
            @Nullable SpoolSlot slot,
            Session session,
            IntConsumer released,
            Consumer<IOException> spoolFailed) {
        this.number = number;
        this.size = size;
        this.slot = slot;
        this.session = session;
        this.coming = PartBody.offered(released);
        this.spoolFailed = spoolFailed;
    }

    int number() {
        return number;
    }

    long size() {
        return size;
    }

    /** The file that keeps the part, if it does. */
    @Nullable
    SpoolSlot slot() {
        return slot;
    }

    /** The file with all of the part; null if it is not complete there. */
    @Nullable
    SpoolSlot complete() {
        return filled.getNow(false) ? slot : null;
    }

    @Override
    public long left() {
        return size - taken;
    }

    @Override
    public void take(ByteBuffer piece) {
        keep(piece.duplicate());
        taken += piece.remaining();
        coming.offer(piece);
        if (taken == size) {
            coming.finish();
            filled.complete(slot != null);
        }
    }

    private void keep(ByteBuffer piece) {
        SpoolSlot open = slot;
        if (open != null) {
            try {
                open.write(piece, taken);
            } catch (IOException e) {
                slot = null;
                Spool.close(open);
                spoolFailed.accept(e);
            }
        }
    }

    /** Sends it; gives its ETag once it has been taken as a whole, or fails with a {@link PartFailure}. */
    CompletionStage<String> send(Cancellation wanted) {
        return session.repeats().transfer(wanted, this::attempt).thenCompose(etag -> filled.thenApply(kept -> etag));
    }

    private CompletionStage<String> attempt(Cancellation wanted) {
        return send(RENEWALS, last, wanted).exceptionallyCompose(error -> {
            PartFailure failure =
                    Failures.cause(error) instanceof PartFailure known ? known : new PartFailure(error, slot != null);
            last = failure.error();
            return CompletableFuture.failedFuture(failure);
        });
    }

    private CompletionStage<String> send(int renewals, @Nullable Throwable before, Cancellation wanted) {
        return source(before)
                .thenCompose(body -> session.link(number, wanted)
                        .exceptionallyCompose(error -> CompletableFuture.failedFuture(new PartFailure(error, false)))
                        .thenCompose(link -> Failures.start(() -> session.api().send(link, size, body, wanted)))
                        .whenComplete((etag, error) -> body.end())
                        .exceptionallyCompose(error -> renewals > 0 && slot != null && isExpired(error)
                                ? send(renewals - 1, error, wanted)
                                : CompletableFuture.failedFuture(error)));
    }

    /** Not told from a link that has never been good; a new one shows. */
    private static boolean isExpired(Throwable error) {
        return Failures.isStatus(error, 401) || Failures.isStatus(error, 403);
    }

    /** What comes, at first; then what has been kept, as soon as it is all. */
    private CompletionStage<PartBody> source(@Nullable Throwable before) {
        if (before == null) {
            return CompletableFuture.completedStage(coming);
        }
        return filled.thenApply(kept -> {
            SpoolSlot file = slot;
            if (!kept || file == null) {
                throw new PartFailure(before, false);
            }
            return PartBody.kept(file, size);
        });
    }
}
