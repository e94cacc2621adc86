package io.appkit.files.multipart;

import io.appkit.api.AppKitException;
import io.appkit.api.ErrorKind;
import io.appkit.api.execution.Cancellation;
import io.appkit.files.failure.Failures;
import io.appkit.files.upstream.FileHeaders;
import io.appkit.workspace.UpstreamException;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The call that makes the file. When its answer is lost, it is made again; that may be refused because it has been done,
 * which the file itself then shows.
 */
final class Completion {

    private static final int FIRST_FAILURE = 500;

    private final Session session;
    private final OptionalLong length;
    private final AtomicBoolean unclear = new AtomicBoolean();

    /**
     * Creates it.
     *
     * @param length of the file
     */
    Completion(Session session, long length) {
        this.session = session;
        this.length = OptionalLong.of(length);
    }

    CompletionStage<Void> run(List<String> etags, Cancellation wanted) {
        return session.repeats()
                .<Void>transfer(
                        wanted,
                        inner -> session.complete(etags, inner).whenComplete((nothing, error) -> {
                            if (error != null && isLost(Failures.cause(error))) {
                                unclear.set(true);
                            }
                        }))
                .exceptionallyCompose(error -> unclear.get()
                        ? there(wanted)
                                .thenCompose(there -> there
                                        ? CompletableFuture.<Void>completedStage(null)
                                        : CompletableFuture.<Void>failedFuture(error))
                        : CompletableFuture.failedFuture(error));
    }

    private static boolean isLost(Throwable error) {
        return error instanceof UpstreamException upstream
                ? upstream.upstreamStatus() == 0 || upstream.upstreamStatus() >= FIRST_FAILURE
                : error instanceof AppKitException known && known.kind() == ErrorKind.TIMEOUT;
    }

    /** Whether the file has become what was sent. */
    private CompletionStage<Boolean> there(Cancellation wanted) {
        return session.repeats()
                .call(wanted, inner -> session.api().file().head(inner))
                .thenApply(values -> {
                    FileHeaders headers = new FileHeaders(values);
                    return headers.length().equals(length) && headers.changedWithin(session.age());
                })
                .exceptionally(error -> false);
    }
}
