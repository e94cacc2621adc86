package io.appkit.files.operation;

import io.appkit.api.execution.CacheEntry;
import io.appkit.api.execution.Cancellation;
import io.appkit.api.execution.Execution;
import io.appkit.api.execution.Operation;
import io.appkit.api.execution.Policy;
import io.appkit.files.failure.Failures;
import io.appkit.files.failure.FilesException;
import io.appkit.files.multipart.Uploads;
import io.appkit.files.transfer.Bodies;
import io.appkit.files.transfer.FirstBytes;
import io.appkit.files.transfer.LimitedBody;
import io.appkit.files.transfer.UnclaimedDownload;
import io.appkit.files.upstream.DirectoryPages;
import io.appkit.files.upstream.FileHeaders;
import io.appkit.files.upstream.FilesApi;
import io.appkit.files.upstream.Listing;
import io.appkit.files.volume.FilesSettings;
import io.appkit.workspace.Download;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * What can be done with files, for pages and for Java code alike: with cache, retry and deadlines. Whether it may be done
 * has been decided before. Nothing blocks.
 */
public final class FileOperations {

    private final Execution execution;
    private final Tiers tiers;
    private final OpenWork work;
    private final Uploads uploads;
    private final Generations generations = new Generations();

    public FileOperations(Execution execution, Supplier<FilesSettings> settings, OpenWork work, Uploads uploads) {
        this.execution = execution;
        this.tiers = new Tiers(settings);
        this.work = work;
        this.uploads = uploads;
    }

    /** What is in a directory. */
    public CompletionStage<Listing> list(Target target, Cancellation wanted) {
        return kept("list", target, wanted, inner -> DirectoryPages.read(reading(target), tiers.mostEntries(), inner))
                .thenApply(Listing::of);
    }

    /** Whether there is something, as {@link FileJson}. */
    public CompletionStage<byte[]> exists(Target target, Cancellation wanted) {
        return kept(
                "exists", target, wanted, inner -> look(target, inner).exists().thenApply(FileJson::exists));
    }

    /** What is known of a file, as {@link FileJson}. */
    public CompletionStage<byte[]> metadata(Target target, Cancellation wanted) {
        return kept(
                "metadata",
                target,
                wanted,
                inner -> look(target, inner).metadata().thenApply(FileJson::metadata));
    }

    /** What a page shows of a file, as {@link FileJson}. */
    public CompletionStage<byte[]> preview(Target target, Cancellation wanted) {
        return kept(
                "preview",
                target,
                wanted,
                inner -> look(target, inner).preview().thenApply(FileJson::preview));
    }

    private FileRead look(Target target, Cancellation wanted) {
        return new FileRead(reading(target), target.volume().types(), wanted);
    }

    /** The headers of a file, as a download would have them. */
    public CompletionStage<FileHeaders> headers(Target target, Cancellation wanted) {
        return Failures.told(work.read(
                wanted,
                end -> execution
                        .execute(tiers.reading(), end, inner -> reading(target).head(inner))
                        .thenApply(FileHeaders::new)));
    }

    /**
     * Begins to read a file.
     *
     * @param request headers to send along
     * @param wanted ends the wait for the beginning
     */
    public CompletionStage<Download> download(Target target, Map<String, String> request, Cancellation wanted) {
        UnclaimedDownload unclaimed = new UnclaimedDownload();
        return Failures.told(unclaimed.guard(execution.execute(
                tiers.reading(),
                wanted,
                inner -> reading(target).download(request, inner).thenApply(unclaimed::begun))));
    }

    /** Begins to read a file as text; fails if it is known to be too large for that. */
    public CompletionStage<Download> text(Target target, Cancellation wanted) {
        long most = target.volume().maxReadSize();
        return download(target, Map.of(), wanted).thenApply(download -> {
            if (new FileHeaders(download.headers()).length().orElse(0) > most) {
                Bodies.drop(download);
                throw FilesException.tooLargeToRead(most);
            }
            return download;
        });
    }

    /** All of what has begun to be read as text; fails if it turns out to be too large for that. */
    public CompletionStage<byte[]> whole(Target target, Download download, Cancellation wanted) {
        long most = target.volume().maxReadSize();
        return FirstBytes.of(download.body(), most + 1, wanted).thenApply(bytes -> {
            if (bytes.length > most) {
                throw FilesException.tooLargeToRead(most);
            }
            return bytes;
        });
    }

    /** Moves what a download gives, and ends it when the plugin stops. */
    public CompletionStage<Void> transfer(Cancellation wanted, Function<Cancellation, CompletionStage<Void>> move) {
        return work.read(wanted, move);
    }

    /**
     * Writes a file.
     *
     * @param length of the body, if it is known
     */
    public CompletionStage<Void> upload(
            Target target,
            OptionalLong length,
            boolean overwrite,
            Flow.Publisher<ByteBuffer> content,
            Cancellation wanted) {
        LimitedBody body = new LimitedBody(content, target.volume().maxUploadSize(), length);
        return write(target, wanted, change -> change.upload(length, overwrite, body, uploads, tiers.reading()));
    }

    /** Creates a directory and those above it. */
    public CompletionStage<Void> createDirectory(Target target, Cancellation wanted) {
        return write(target, wanted, FileWrite::createDirectory);
    }

    /** Deletes a file, or an empty directory. */
    public CompletionStage<Void> delete(Target target, Cancellation wanted) {
        return write(target, wanted, FileWrite::delete);
    }

    private CompletionStage<Void> write(
            Target target, Cancellation wanted, Function<FileWrite, CompletionStage<Void>> change) {
        Policy once = tiers.writing();
        FilesApi api = api(target, once);
        CompletionStage<Void> written = work.write(
                wanted, end -> execution.execute(once, end, inner -> change.apply(new FileWrite(api, inner))));
        // Also after an error: nobody knows what has happened before it.
        return Failures.told(written.whenComplete(
                (nothing, error) -> generations.next(target.path().root())));
    }

    private CompletionStage<byte[]> kept(String what, Target target, Cancellation wanted, Operation<byte[]> operation) {
        Policy policy = tiers.reading();
        String path = target.path().isRoot() ? "__root__" : target.path().absolute();
        CacheEntry entry = new CacheEntry(
                CacheEntry.GLOBAL,
                List.of(
                        "files:" + target.volume().key() + ":" + what,
                        path,
                        target.path().root().path(),
                        target.volume().types().byName(target.path().name()).orElse(""),
                        String.valueOf(tiers.mostEntries()),
                        generations.current(target.path().root())),
                Tiers.KEPT);
        return Failures.told(work.read(
                wanted,
                end -> target.identity().app()
                        ? execution.cached(entry, policy, end, operation)
                        : execution.execute(policy, end, operation)));
    }

    private FilesApi reading(Target target) {
        return api(target, tiers.reading());
    }

    private static FilesApi api(Target target, Policy policy) {
        return new FilesApi(target.identity().client(), target.path(), policy.timeout());
    }
}
