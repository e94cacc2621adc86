package io.appkit.files.service;

import io.appkit.api.Caller;
import io.appkit.api.execution.Cancellation;
import io.appkit.api.files.FileAction;
import io.appkit.api.files.FileContent;
import io.appkit.api.files.FileEntry;
import io.appkit.api.files.FileMetadata;
import io.appkit.api.files.FilePreview;
import io.appkit.api.files.Files;
import io.appkit.files.failure.Failures;
import io.appkit.files.failure.FilesException;
import io.appkit.files.identity.Identities;
import io.appkit.files.identity.Identity;
import io.appkit.files.operation.FileJson;
import io.appkit.files.operation.FileOperations;
import io.appkit.files.operation.Target;
import io.appkit.files.path.FilePath;
import io.appkit.files.path.PathRules;
import io.appkit.files.policy.PolicyDecisions;
import io.appkit.files.upstream.FileHeaders;
import io.appkit.files.volume.Volume;
import io.appkit.files.volume.Volumes;
import io.appkit.workspace.Download;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.CompletionStage;
import java.util.function.BiFunction;

/** Files for Java code. Shares policies, operations and cache with the routes. */
public final class FilesService implements Files {

    /** What calls lead to; the same for all views. */
    public record Engine(
            Volumes volumes,
            Identities identities,
            PolicyDecisions policies,
            FileOperations operations,
            OpenCalls calls) {}

    private final Engine engine;
    private final CallTerms terms;

    public FilesService(Engine engine, CallTerms terms) {
        this.engine = engine;
        this.terms = terms;
    }

    @Override
    public Files asUser(Caller caller) {
        return new FilesService(engine, terms.asUser(caller));
    }

    @Override
    public Files within(Duration limit) {
        return new FilesService(engine, terms.within(limit));
    }

    @Override
    public Files until(Cancellation cancellation) {
        return new FilesService(engine, terms.until(cancellation));
    }

    @Override
    public List<String> volumes() {
        return engine.volumes().keys();
    }

    @Override
    public List<FileEntry> list(String volume, String path) {
        return FileJson.readEntries(ask(FileAction.LIST, volume, path, engine.operations()::list));
    }

    @Override
    public boolean exists(String volume, String path) {
        return FileJson.readExists(ask(FileAction.EXISTS, volume, path, engine.operations()::exists));
    }

    @Override
    public FileMetadata metadata(String volume, String path) {
        return FileJson.readMetadata(ask(FileAction.METADATA, volume, path, engine.operations()::metadata));
    }

    @Override
    public FilePreview preview(String volume, String path) {
        return FileJson.readPreview(ask(FileAction.PREVIEW, volume, path, engine.operations()::preview));
    }

    @Override
    public String read(String volume, String path) {
        FileOperations operations = engine.operations();
        byte[] bytes = ask(
                FileAction.READ,
                volume,
                path,
                (target, wanted) -> operations
                        .text(target, wanted)
                        .thenCompose(download -> operations.whole(target, download, wanted)));
        return new String(bytes, StandardCharsets.UTF_8);
    }

    @Override
    public FileContent download(String volume, String path) {
        Target target = target(volume, path);
        return engine.calls().open(terms, what(FileAction.DOWNLOAD, target), call -> {
            Download download = call.await(allowed(FileAction.DOWNLOAD, target, OptionalLong.empty())
                    .thenCompose(nothing -> engine.operations().download(target, Map.of(), call.cancellation())));
            FileHeaders headers = new FileHeaders(download.headers());
            return new OpenContent(
                    call, headers.metadata(target.path().name(), target.volume().types()), download);
        });
    }

    @Override
    public void upload(String volume, String path, InputStream body, OptionalLong length, boolean overwrite) {
        Target target = writable(volume, path);
        UploadBody content = new UploadBody(body);
        engine.calls().run(terms, what(FileAction.UPLOAD, target), call -> {
            CompletionStage<Void> upload = allowed(FileAction.UPLOAD, target, length)
                    .thenCompose(nothing -> {
                        checkSize(target.volume(), length);
                        return engine.operations().upload(target, length, overwrite, content, call.cancellation());
                    })
                    .whenComplete((nothing, error) -> content.cancel());
            try {
                content.feed();
            } catch (InterruptedException e) {
                throw call.interrupted();
            }
            return call.await(upload);
        });
    }

    private static void checkSize(Volume volume, OptionalLong length) {
        if (length.orElse(0) > volume.maxUploadSize()) {
            throw FilesException.tooLarge(length.getAsLong(), volume.maxUploadSize());
        }
    }

    @Override
    public void createDirectory(String volume, String path) {
        Target target = writable(volume, path);
        run(FileAction.MKDIR, target, engine.operations()::createDirectory);
    }

    @Override
    public void delete(String volume, String path) {
        Target target = writable(volume, path);
        run(FileAction.DELETE, target, engine.operations()::delete);
    }

    private <T> T ask(
            FileAction action, String volume, String path, BiFunction<Target, Cancellation, CompletionStage<T>> work) {
        return run(action, target(volume, path), work);
    }

    private <T> T run(FileAction action, Target target, BiFunction<Target, Cancellation, CompletionStage<T>> work) {
        return engine.calls()
                .run(
                        terms,
                        what(action, target),
                        call -> call.await(allowed(action, target, OptionalLong.empty())
                                .thenCompose(nothing -> work.apply(target, call.cancellation()))));
    }

    private CompletionStage<Void> allowed(FileAction action, Target target, OptionalLong size) {
        return Failures.start(() -> engine.policies()
                .check(
                        target.volume(),
                        action,
                        target.resource(size),
                        target.identity().user()));
    }

    private Target target(String key, String path) {
        Volume volume = engine.volumes()
                .find(key)
                .orElseThrow(() -> new IllegalArgumentException("There is no volume '" + key + "'; there are: "
                        + String.join(", ", engine.volumes().keys())));
        FilePath resolved = PathRules.resolve(volume.root(), path);
        Identity identity = terms.caller().map(engine.identities()::ofUser).orElseGet(engine.identities()::ofApp);
        return new Target(volume, resolved, identity);
    }

    private Target writable(String key, String path) {
        Target target = target(key, path);
        target.path().belowRoot();
        return target;
    }

    private static String what(FileAction action, Target target) {
        return action.label() + " in volume '" + target.volume().key() + "'";
    }
}
