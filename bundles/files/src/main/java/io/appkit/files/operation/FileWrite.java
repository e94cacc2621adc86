package io.appkit.files.operation;

import io.appkit.api.AppKitException;
import io.appkit.api.ErrorKind;
import io.appkit.api.execution.Cancellation;
import io.appkit.api.execution.Policy;
import io.appkit.files.failure.Failures;
import io.appkit.files.failure.FilesException;
import io.appkit.files.multipart.UploadOrder;
import io.appkit.files.multipart.Uploads;
import io.appkit.files.transfer.LimitedBody;
import io.appkit.files.upstream.FileHeaders;
import io.appkit.files.upstream.FilesApi;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes to files and directories, where that takes more than one call. */
final class FileWrite {

    private static final Logger LOG = LoggerFactory.getLogger(FileWrite.class);
    private static final Duration CLEANING = Duration.ofSeconds(5);

    private final FilesApi api;
    private final Cancellation wanted;

    FileWrite(FilesApi api, Cancellation wanted) {
        this.api = api;
        this.wanted = wanted;
    }

    CompletionStage<Void> createDirectory() {
        return api.createDirectory(wanted);
    }

    /** Deletes a file, or an empty directory. */
    CompletionStage<Void> delete() {
        return api.delete(wanted)
                .exceptionallyCompose(error -> Failures.isStatus(error, 404)
                        ? api.deleteDirectory(wanted).exceptionallyCompose(this::notDeleted)
                        : CompletableFuture.failedFuture(error));
    }

    private CompletionStage<Void> notDeleted(Throwable error) {
        boolean notEmpty = Failures.isStatus(error, 400) || Failures.isStatus(error, 409);
        return CompletableFuture.failedFuture(
                notEmpty ? FilesException.status(409, "The directory is not empty") : error);
    }

    /**
     * Writes a file whose length is known, or not.
     *
     * @param uploads writes large ones
     * @param calls how calls of those are repeated
     */
    CompletionStage<Void> upload(
            OptionalLong length, boolean overwrite, LimitedBody body, Uploads uploads, Policy calls) {
        if (uploads.take(length)) {
            return uploads.write(new UploadOrder(api, length.getAsLong(), overwrite, body), calls, wanted);
        }
        if (length.isPresent()) {
            return api.upload(length, overwrite, body, wanted);
        }
        // Only here a file may turn out to be too large when the workspace has a part of it.
        return isAbsent(api)
                .thenCompose(absent -> api.upload(length, overwrite, body, wanted)
                        .exceptionallyCompose(error -> {
                            boolean ours = absent && isTooLarge(Failures.cause(error));
                            CompletionStage<Void> cleaned =
                                    ours ? removePart(body.passed()) : CompletableFuture.completedStage(null);
                            return cleaned.thenCompose(nothing -> CompletableFuture.failedFuture(error));
                        }));
    }

    private CompletionStage<Boolean> isAbsent(FilesApi asked) {
        return asked.head(wanted).thenApply(headers -> false).exceptionally(error -> Failures.isStatus(error, 404));
    }

    private static boolean isTooLarge(Throwable error) {
        return error instanceof AppKitException known && known.kind() == ErrorKind.TOO_LARGE;
    }

    /**
     * Deletes what may have become visible of an upload that was broken off. There was no file before; one that has more
     * bytes than were sent is somebody else's.
     */
    private CompletionStage<Void> removePart(long sent) {
        FilesApi cleaning = new FilesApi(api.client(), api.path(), CLEANING);
        return cleaning.head(Cancellation.NEVER)
                .thenCompose(headers -> {
                    OptionalLong size = new FileHeaders(headers).length();
                    boolean part = size.isPresent() && size.getAsLong() <= sent;
                    return part ? cleaning.delete(Cancellation.NEVER) : CompletableFuture.<Void>completedStage(null);
                })
                .exceptionally(error -> {
                    if (!Failures.isStatus(error, 404)) {
                        LOG.warn(
                                "A part of a broken upload may be left over: {}",
                                Failures.cause(error).toString());
                    }
                    return null;
                });
    }
}
