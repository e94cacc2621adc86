package io.appkit.files.multipart;

import io.appkit.api.execution.Cancellation;
import io.appkit.api.execution.Execution;
import io.appkit.api.execution.Policy;
import io.appkit.files.failure.Failures;
import io.appkit.workspace.UpstreamException;
import io.appkit.workspace.Workspace;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes large files in parts, where the workspace offers that, and as one where it does not. */
public final class Uploads implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Uploads.class);
    /** No permission, or no such API; if it is about the file, writing it as one is refused, too. */
    private static final Set<Integer> NOT_OFFERED = Set.of(403, 404, 405, 501);

    private static final Duration CLEANING = Duration.ofMillis(500);

    private final Workspace workspace;
    private final Execution execution;
    private final Spool spool;
    private final PartSizes sizes;
    private final PartsOffered offered;
    private final Map<UploadOrder, CompletableFuture<Void>> open = new ConcurrentHashMap<>();

    /**
     * Creates it.
     *
     * @param execution repeats calls and parts
     * @param spool keeps parts while they are on their way; closed with this
     * @param nanos counts as {@link System#nanoTime}
     */
    public Uploads(Workspace workspace, Execution execution, Spool spool, PartSizes sizes, LongSupplier nanos) {
        this.workspace = workspace;
        this.execution = execution;
        this.spool = spool;
        this.sizes = sizes;
        this.offered = new PartsOffered(nanos);
    }

    /** Whether a file of this length is to be written here. */
    public boolean take(OptionalLong length) {
        return length.orElse(0) >= sizes.from() && offered.perhaps();
    }

    /**
     * Writes a file.
     *
     * @param calls how calls are repeated, and parts
     * @param wanted ends it
     * @return completes when the file is there; or fails with the first error, when nothing is left over
     */
    public CompletionStage<Void> write(UploadOrder order, Policy calls, Cancellation wanted) {
        CompletableFuture<Void> written = open(order, new Repeats(execution, calls), wanted)
                .thenCompose(
                        session -> session.isPresent() ? inParts(order, session.get(), wanted) : asOne(order, wanted))
                .toCompletableFuture();
        open.put(order, written);
        written.whenComplete((nothing, error) -> open.remove(order));
        // Not itself: who cancels the copy would keep the rest from being done.
        return written.copy();
    }

    /** Opens a session, if there can be one. */
    private CompletionStage<Optional<Session>> open(UploadOrder order, Repeats repeats, Cancellation wanted) {
        MultipartApi api = new MultipartApi(workspace, order.file());
        long began = System.nanoTime();
        CompletableFuture<Void> left = new CompletableFuture<>();
        return repeats.call(
                        wanted,
                        inner -> api.initiate(order.overwrite(), inner)
                                .exceptionallyCompose(Uploads::notOffered)
                                .thenApply(token -> token.map(secret -> {
                                    Session session = new Session(api, repeats, secret, began);
                                    left.thenRun(session::abort);
                                    return session;
                                }))
                                // As above.
                                .toCompletableFuture()
                                .copy())
                .whenComplete((session, error) -> {
                    if (error != null) {
                        // One that has opened nevertheless is nobody's.
                        left.complete(null);
                    }
                });
    }

    private static CompletionStage<Optional<String>> notOffered(Throwable error) {
        boolean refused = Failures.cause(error) instanceof UpstreamException upstream
                && NOT_OFFERED.contains(upstream.upstreamStatus());
        return refused
                ? CompletableFuture.completedStage(Optional.empty())
                : CompletableFuture.failedFuture(Failures.cause(error));
    }

    private CompletionStage<Void> inParts(UploadOrder order, Session session, Cancellation wanted) {
        return session.prepare(wanted).handle((nothing, error) -> error).thenCompose(error -> {
            if (error == null) {
                return parts(order, session, wanted);
            }
            return session.abort()
                    .thenCompose(nothing -> Failures.cause(error) instanceof UpstreamException
                            ? asOne(order, wanted)
                            : CompletableFuture.failedFuture(Failures.cause(error)));
        });
    }

    private CompletionStage<Void> parts(UploadOrder order, Session session, Cancellation wanted) {
        return MultipartUpload.start(order, session, sizes.plan(order.length()), new Slots(spool), wanted)
                .thenAccept(parts -> {
                    if (!parts) {
                        refused();
                    }
                });
    }

    private CompletionStage<Void> asOne(UploadOrder order, Cancellation wanted) {
        return order.file()
                .upload(OptionalLong.of(order.length()), order.overwrite(), order.body(), wanted)
                .thenAccept(done -> refused());
    }

    /** Known only now, as the file itself could be written. */
    private void refused() {
        LOG.info("The workspace does not take files in parts from here; for an hour all go as one");
        offered.refused();
    }

    /** To be called when what is under way has been cancelled. */
    @Override
    public void close() {
        try {
            CompletableFuture.allOf(open.values().toArray(CompletableFuture<?>[]::new))
                    .handle((nothing, error) -> null)
                    .get(CLEANING.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            LOG.warn("Parts of broken uploads may be left over until the workspace drops them");
        }
        spool.close();
    }
}
