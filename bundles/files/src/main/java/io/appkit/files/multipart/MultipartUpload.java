package io.appkit.files.multipart;

import io.appkit.api.Registration;
import io.appkit.api.execution.Cancellation;
import io.appkit.api.execution.CancellationSource;
import io.appkit.files.failure.Failures;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One upload in parts, from the open session to the file. Its first error ends everything and drops the session. The
 * second part waits until the storage has taken the first: as long as it has taken none, the file can still go as one.
 */
final class MultipartUpload implements Intake.Parts {

    private static final Logger LOG = LoggerFactory.getLogger(MultipartUpload.class);
    private static final int UNCONFIRMED = 3;

    private final UploadOrder order;
    private final Session session;
    private final PartPlan plan;
    private final Slots slots;
    private final Completion completion;
    private final Intake intake = new Intake(this);
    private final CancellationSource end;
    private final CompletableFuture<Boolean> outcome = new CompletableFuture<>();

    /** All below is guarded by this. */
    private final @Nullable String[] etags;

    private int begun;
    private int confirmed;
    private boolean complete;
    private boolean completing;
    private @Nullable Whole whole;
    private boolean wholeNext;
    private boolean over;

    private MultipartUpload(UploadOrder order, Session session, PartPlan plan, Slots slots, Cancellation wanted) {
        this.order = order;
        this.session = session;
        this.plan = plan;
        this.slots = slots;
        this.completion = new Completion(session, plan.length());
        this.end = new CancellationSource(wanted.span());
        this.etags = new String[plan.count()];
    }

    /**
     * Begins.
     *
     * @return whether the file went in parts; completes when nothing is left over
     */
    static CompletableFuture<Boolean> start(
            UploadOrder order, Session session, PartPlan plan, Slots slots, Cancellation wanted) {
        MultipartUpload upload = new MultipartUpload(order, session, plan, slots, wanted);
        Registration unwanted = wanted.onCancel(() -> upload.failed(Failures.aborted("the upload was ended")));
        upload.outcome.whenComplete((parts, error) -> unwanted.close());
        order.body().subscribe(upload.intake);
        return upload.outcome;
    }

    @Override
    public Intake.@Nullable Filling next() {
        int number;
        synchronized (this) {
            if (wholeNext) {
                wholeNext = false;
                return whole;
            }
            boolean firstOnly = begun == 1 && confirmed == 0;
            if (over || whole != null || firstOnly || begun == plan.count() || begun - confirmed == UNCONFIRMED) {
                return null;
            }
            begun++;
            number = begun;
        }
        PartUpload part =
                new PartUpload(number, plan.size(number), slots.take(), session, intake::released, slots::failed);
        part.send(end).whenComplete((etag, error) -> {
            if (error == null) {
                confirmed(part, etag);
            } else {
                refused(part, Failures.cause(error));
            }
        });
        return part;
    }

    private void confirmed(PartUpload part, String etag) {
        SpoolSlot slot = part.slot();
        if (slot != null) {
            slots.give(slot);
        }
        synchronized (this) {
            etags[part.number() - 1] = etag;
            confirmed++;
        }
        intake.proceed();
        completeIfAll();
    }

    private void refused(PartUpload part, Throwable error) {
        Throwable cause = error instanceof PartFailure failure ? failure.error() : error;
        SpoolSlot kept = part.complete();
        if (part.number() == 1 && kept != null && isOutOfReach(cause)) {
            goAsOne(part.size(), kept);
        } else {
            failed(cause);
        }
    }

    private static boolean isOutOfReach(Throwable error) {
        return Failures.isStatus(error, 0) || Failures.isStatus(error, 401) || Failures.isStatus(error, 403);
    }

    /** Sends the first part, which is all that has come, and what comes after it. */
    private void goAsOne(long first, SpoolSlot kept) {
        LOG.info("The storage of the workspace takes no parts from here; an upload goes as one");
        Whole one = new Whole(kept, first, plan.length() - first, intake::released);
        synchronized (this) {
            if (over) {
                return;
            }
            whole = one;
        }
        session.abort().whenComplete((nothing, ignored) -> send(one));
    }

    private void send(Whole one) {
        synchronized (this) {
            if (over) {
                return;
            }
            wholeNext = true;
        }
        intake.proceed();
        order.file()
                .upload(OptionalLong.of(plan.length()), order.overwrite(), one.body(), end)
                .whenComplete((done, error) -> ended(false, error));
    }

    @Override
    public void complete() {
        Whole one;
        synchronized (this) {
            complete = true;
            one = whole;
        }
        if (one != null) {
            one.body().finish();
        } else {
            completeIfAll();
        }
    }

    private void completeIfAll() {
        synchronized (this) {
            if (over || completing || !complete || confirmed < plan.count()) {
                return;
            }
            completing = true;
        }
        completion
                .run(List.of(Arrays.copyOf(etags, etags.length, String[].class)), end)
                .whenComplete((nothing, error) -> ended(true, error));
    }

    private void ended(boolean parts, @Nullable Throwable error) {
        if (error != null) {
            failed(Failures.cause(error));
            return;
        }
        synchronized (this) {
            if (over) {
                return;
            }
            over = true;
        }
        slots.close();
        outcome.complete(parts);
    }

    @Override
    public void failed(Throwable error) {
        boolean dropped;
        synchronized (this) {
            if (over) {
                return;
            }
            over = true;
            dropped = whole != null;
        }
        end.cancel();
        intake.cancel();
        slots.close();
        CompletionStage<Void> cleaned = dropped ? CompletableFuture.completedStage(null) : session.abort();
        cleaned.whenComplete((nothing, ignored) -> outcome.completeExceptionally(error));
    }
}
