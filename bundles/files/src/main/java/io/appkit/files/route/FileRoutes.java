package io.appkit.files.route;

import io.appkit.api.Exchange;
import io.appkit.api.Handler;
import io.appkit.api.Routes;
import io.appkit.api.files.FileAction;
import io.appkit.api.stream.ByteAnswer;
import io.appkit.files.failure.Failures;
import io.appkit.files.failure.FilesException;
import io.appkit.files.identity.Identities;
import io.appkit.files.operation.FileOperations;
import io.appkit.files.operation.Target;
import io.appkit.files.policy.PolicyDecisions;
import io.appkit.files.volume.Volumes;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** The routes of the plugin (contract: files, section 2). No thread waits for anything. */
public final class FileRoutes {

    private static final Map<String, Boolean> SUCCESS = Map.of("success", true);

    /** Answers a request that is allowed; fails as long as nothing has been sent, and then no more. */
    private interface Answering {
        CompletionStage<Void> answer(FileRequest request, ByteAnswer answer);
    }

    private final RequestReader reader;
    private final PolicyDecisions policies;
    private final FileOperations operations;
    private final FileDelivery delivery;
    private final VisibleVolumes visible;

    public FileRoutes(Volumes volumes, Identities identities, PolicyDecisions policies, FileOperations operations) {
        this.reader = new RequestReader(volumes, identities);
        this.policies = policies;
        this.operations = operations;
        this.delivery = new FileDelivery(operations);
        this.visible = new VisibleVolumes(volumes, identities, policies);
    }

    /** Declares them; in boot payloads they have these names. */
    public void declare(Routes routes) {
        String volume = "/:" + RequestReader.VOLUME;
        routes.get("volumes", "/volumes", this::volumes);
        routes.get("list", volume + "/list", handler(FileAction.LIST, this::list));
        routes.get("read", volume + "/read", handler(FileAction.READ, delivery::read));
        routes.get("download", volume + "/download", handler(FileAction.DOWNLOAD, delivery::download));
        routes.get("raw", volume + "/raw", handler(FileAction.RAW, delivery::raw));
        routes.get("exists", volume + "/exists", handler(FileAction.EXISTS, this::exists));
        routes.get("metadata", volume + "/metadata", handler(FileAction.METADATA, this::metadata));
        routes.get("preview", volume + "/preview", handler(FileAction.PREVIEW, this::preview));
        routes.post("upload", volume + "/upload", handler(FileAction.UPLOAD, this::upload));
        routes.post("mkdir", volume + "/mkdir", handler(FileAction.MKDIR, this::mkdir));
        routes.delete("delete", volume, handler(FileAction.DELETE, this::delete));
    }

    private Handler handler(FileAction action, Answering answering) {
        return exchange -> {
            FileRequest request;
            try {
                request = reader.read(action, exchange);
            } catch (RuntimeException e) {
                ErrorAnswers.answer(exchange, action, e);
                return;
            }
            ByteAnswer answer = exchange.answerLater();
            FileRequest whole = action == FileAction.UPLOAD ? request.with(exchange.content()) : request;
            Failures.start(() -> allowed(action, whole))
                    .thenCompose(nothing -> answering.answer(whole, answer))
                    .whenComplete((nothing, error) -> {
                        if (error != null) {
                            ErrorAnswers.answer(answer, action, error, Map.of());
                        }
                    });
        };
    }

    private CompletionStage<Void> allowed(FileAction action, FileRequest request) {
        Target target = request.target();
        return policies.check(
                target.volume(),
                action,
                target.resource(request.length()),
                target.identity().user());
    }

    private void volumes(Exchange exchange) {
        ByteAnswer answer = exchange.answerLater();
        visible.of(exchange.caller())
                .thenAccept(keys -> JsonAnswer.send(answer, 200, Map.of(), JsonAnswer.bytes(Map.of("volumes", keys))))
                .whenComplete((nothing, error) -> {
                    if (error != null) {
                        answer.fail(error);
                    }
                });
    }

    private CompletionStage<Void> list(FileRequest request, ByteAnswer answer) {
        return operations.list(request.target(), answer.cancellation()).thenAccept(listing -> {
            Map<String, String> headers = listing.truncated() ? Map.of("X-Appkit-Truncated", "true") : Map.of();
            JsonAnswer.send(answer, 200, headers, listing.json());
        });
    }

    private CompletionStage<Void> exists(FileRequest request, ByteAnswer answer) {
        return json(answer, operations.exists(request.target(), answer.cancellation()));
    }

    private CompletionStage<Void> metadata(FileRequest request, ByteAnswer answer) {
        return json(answer, operations.metadata(request.target(), answer.cancellation()));
    }

    private CompletionStage<Void> preview(FileRequest request, ByteAnswer answer) {
        return json(answer, operations.preview(request.target(), answer.cancellation()));
    }

    private static CompletionStage<Void> json(ByteAnswer answer, CompletionStage<byte[]> json) {
        return json.thenAccept(bytes -> JsonAnswer.send(answer, 200, Map.of(), ByteBuffer.wrap(bytes)));
    }

    private CompletionStage<Void> upload(FileRequest request, ByteAnswer answer) {
        long most = request.target().volume().maxUploadSize();
        long length = request.length().orElse(0);
        if (length > most) {
            return CompletableFuture.failedFuture(FilesException.tooLarge(length, most));
        }
        return done(
                answer,
                operations.upload(
                        request.target(),
                        request.length(),
                        request.overwrite(),
                        request.content(),
                        answer.cancellation()));
    }

    private CompletionStage<Void> mkdir(FileRequest request, ByteAnswer answer) {
        return done(answer, operations.createDirectory(request.target(), answer.cancellation()));
    }

    private CompletionStage<Void> delete(FileRequest request, ByteAnswer answer) {
        return done(answer, operations.delete(request.target(), answer.cancellation()));
    }

    private static CompletionStage<Void> done(ByteAnswer answer, CompletionStage<Void> written) {
        return written.thenAccept(nothing -> JsonAnswer.send(answer, 200, Map.of(), JsonAnswer.bytes(SUCCESS)));
    }
}
