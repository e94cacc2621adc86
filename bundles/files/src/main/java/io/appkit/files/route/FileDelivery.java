package io.appkit.files.route;

import io.appkit.api.execution.Cancellation;
import io.appkit.api.files.FileAction;
import io.appkit.api.stream.ByteAnswer;
import io.appkit.files.failure.FilesException;
import io.appkit.files.operation.FileOperations;
import io.appkit.files.operation.Target;
import io.appkit.files.transfer.Bodies;
import io.appkit.files.transfer.Pump;
import io.appkit.workspace.Download;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Answers with the bytes of files. Each method fails as long as nothing has been sent, and then no more. */
final class FileDelivery {

    private static final int WHOLE = 200;
    private static final int PART = 206;
    private static final int BEHIND_THE_END = 416;

    private final FileOperations operations;

    FileDelivery(FileOperations operations) {
        this.operations = operations;
    }

    /** Answers {@code /read}. */
    CompletionStage<Void> read(FileRequest request, ByteAnswer answer) {
        Target target = request.target();
        if (request.headersOnly()) {
            return headers(FileAction.READ, request, answer);
        }
        return operations.transfer(
                answer.cancellation(),
                wanted -> operations.text(target, wanted).thenCompose(download -> {
                    Map<String, String> headers = FileAnswerHeaders.of(FileAction.READ, target, download.headers());
                    if (headers.containsKey("Content-Length")) {
                        return move(download, WHOLE, headers, answer, wanted);
                    }
                    return operations
                            .whole(target, download, wanted)
                            .thenAccept(bytes -> JsonAnswer.whole(answer, WHOLE, headers, ByteBuffer.wrap(bytes)));
                }));
    }

    CompletionStage<Void> download(FileRequest request, ByteAnswer answer) {
        return deliver(FileAction.DOWNLOAD, request, answer);
    }

    CompletionStage<Void> raw(FileRequest request, ByteAnswer answer) {
        return deliver(FileAction.RAW, request, answer);
    }

    private CompletionStage<Void> deliver(FileAction action, FileRequest request, ByteAnswer answer) {
        if (request.headersOnly()) {
            return headers(action, request, answer);
        }
        Map<String, String> asked =
                request.range().map(range -> Map.of("Range", range.value())).orElse(Map.of());
        return operations.transfer(
                answer.cancellation(),
                wanted -> operations
                        .download(request.target(), asked, wanted)
                        .thenCompose(download -> switch (download.status()) {
                            case WHOLE -> move(download, action, request, answer, wanted);
                            case PART ->
                                asked.isEmpty()
                                        ? refused(
                                                download,
                                                "The workspace sends a part of a file that is wanted as a whole")
                                        : move(download, action, request, answer, wanted);
                            default -> unsatisfiable(download, action, request, answer, wanted);
                        }));
    }

    private static CompletionStage<Void> move(
            Download download, FileAction action, FileRequest request, ByteAnswer answer, Cancellation wanted) {
        Map<String, String> headers = FileAnswerHeaders.of(action, request.target(), download.headers());
        return move(download, download.status(), headers, answer, wanted);
    }

    private static CompletionStage<Void> move(
            Download download, int status, Map<String, String> headers, ByteAnswer answer, Cancellation wanted) {
        return Pump.move(download.body(), new Pump.Head(status, headers), answer, wanted);
    }

    private static CompletionStage<Void> refused(Download download, String message) {
        Bodies.drop(download);
        return CompletableFuture.failedFuture(new IllegalStateException(message));
    }

    /** Behind the end: says how long the file is. */
    private CompletionStage<Void> unsatisfiable(
            Download download, FileAction action, FileRequest request, ByteAnswer answer, Cancellation wanted) {
        Bodies.drop(download);
        String told = download.headers().get("content-range");
        CompletionStage<String> range = told != null
                ? CompletableFuture.completedStage(told)
                : operations
                        .headers(request.target(), wanted)
                        .thenApply(headers -> "bytes */" + headers.length().orElse(0));
        return range.thenAccept(value -> ErrorAnswers.answer(
                answer,
                action,
                FilesException.status(
                        BEHIND_THE_END,
                        "The range " + request.range().map(ByteRange::value).orElse("") + " is behind the end"),
                Map.of("Content-Range", value, "Accept-Ranges", "bytes")));
    }

    private CompletionStage<Void> headers(FileAction action, FileRequest request, ByteAnswer answer) {
        Target target = request.target();
        return operations.headers(target, answer.cancellation()).thenAccept(headers -> {
            long most = target.volume().maxReadSize();
            if (action == FileAction.READ && headers.length().orElse(0) > most) {
                throw FilesException.tooLargeToRead(most);
            }
            answer.begin(WHOLE, FileAnswerHeaders.of(action, target, headers.values()));
            answer.finish();
        });
    }
}
