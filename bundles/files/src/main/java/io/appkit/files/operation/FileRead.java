package io.appkit.files.operation;

import io.appkit.api.execution.Cancellation;
import io.appkit.api.files.FileMetadata;
import io.appkit.api.files.FilePreview;
import io.appkit.files.content.ContentKind;
import io.appkit.files.content.ContentTypes;
import io.appkit.files.failure.Failures;
import io.appkit.files.transfer.Bodies;
import io.appkit.files.transfer.FirstBytes;
import io.appkit.files.upstream.FileHeaders;
import io.appkit.files.upstream.FilesApi;
import io.appkit.workspace.Download;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Looks at files and directories, where that takes more than one call. */
final class FileRead {

    private static final int EMPTY_FILE = 416;

    private final FilesApi api;
    private final ContentTypes types;
    private final Cancellation wanted;

    FileRead(FilesApi api, ContentTypes types, Cancellation wanted) {
        this.api = api;
        this.types = types;
        this.wanted = wanted;
    }

    /** Whether there is a file or a directory. */
    CompletionStage<Boolean> exists() {
        CompletionStage<Boolean> file =
                api.path().isRoot() ? CompletableFuture.completedStage(false) : found(api.head(wanted));
        return file.thenCompose(
                found -> found ? CompletableFuture.completedStage(true) : found(api.headDirectory(wanted)));
    }

    private static CompletionStage<Boolean> found(CompletionStage<Map<String, String>> headers) {
        return headers.thenApply(there -> true)
                .exceptionallyCompose(error -> Failures.isStatus(error, 404)
                        ? CompletableFuture.completedStage(false)
                        : CompletableFuture.failedFuture(error));
    }

    CompletionStage<FileMetadata> metadata() {
        return api.head(wanted)
                .thenApply(
                        headers -> new FileHeaders(headers).metadata(api.path().name(), types));
    }

    CompletionStage<FilePreview> preview() {
        return metadata().thenCompose(metadata -> {
            ContentKind kind = ContentKind.of(metadata.contentType());
            CompletionStage<Optional<String>> text =
                    kind.text() ? beginning(metadata).thenApply(Optional::of) : nothing();
            return text.thenApply(shown -> new FilePreview(metadata, shown, kind.text(), kind.image()));
        });
    }

    private static CompletionStage<Optional<String>> nothing() {
        return CompletableFuture.completedStage(Optional.empty());
    }

    private CompletionStage<String> beginning(FileMetadata metadata) {
        if (metadata.contentLength().equals(OptionalLong.of(0))) {
            return CompletableFuture.completedStage("");
        }
        return api.download(Map.of("Range", "bytes=0-" + (PreviewText.BYTES - 1)), wanted)
                .thenCompose(this::text);
    }

    private CompletionStage<String> text(Download download) {
        if (download.status() == EMPTY_FILE) {
            Bodies.drop(download);
            return CompletableFuture.completedStage("");
        }
        return FirstBytes.of(download.body(), PreviewText.BYTES, wanted).thenApply(PreviewText::of);
    }
}
