package io.appkit.files.service;

import io.appkit.api.Caller;
import io.appkit.api.execution.Cancellation;
import io.appkit.api.files.FileAction;
import io.appkit.api.files.FileContent;
import io.appkit.api.files.FileEntry;
import io.appkit.api.files.FileMetadata;
import io.appkit.api.files.FilePreview;
import io.appkit.api.files.FileVolume;
import io.appkit.files.failure.Failures;
import io.appkit.files.failure.FilesException;
import io.appkit.files.identity.Identity;
import io.appkit.files.operation.FileJson;
import io.appkit.files.operation.FileOperations;
import io.appkit.files.operation.Target;
import io.appkit.files.path.FilePath;
import io.appkit.files.path.PathRules;
import io.appkit.files.service.FilesService.Engine;
import io.appkit.files.upstream.FileHeaders;
import io.appkit.files.volume.Volume;
import io.appkit.workspace.Download;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.CompletionStage;
import java.util.function.BiFunction;

/** One volume for Java code; looked up at each call, as it may change or go. */
final class VolumeFiles implements FileVolume {

    /** Arrays are not longer, and one byte more is read. */
    private static final long LONGEST_TEXT = Integer.MAX_VALUE - 16;

    private final Engine engine;
    private final CallTerms terms;
    private final String key;

    VolumeFiles(Engine engine, CallTerms terms, String key) {
        this.engine = engine;
        this.terms = terms;
        this.key = key;
    }

    /**
     * The volume as it is now.
     *
     * @throws IllegalArgumentException if there is none
     */
    Volume volume() {
        return engine.volumes()
                .find(key)
                .orElseThrow(() -> new IllegalArgumentException("There is no volume '" + key + "'; there are: "
                        + String.join(", ", engine.volumes().keys())));
    }

    @Override
    public FileVolume asUser(Caller caller) {
        return new VolumeFiles(engine, terms.asUser(caller), key);
    }

    @Override
    public List<FileEntry> list(String path) {
        return FileJson.readEntries(ask(FileAction.LIST, path, engine.operations()::list));
    }

    @Override
    public boolean exists(String path) {
        return FileJson.readExists(ask(FileAction.EXISTS, path, engine.operations()::exists));
    }

    @Override
    public FileMetadata metadata(String path) {
        return FileJson.readMetadata(ask(FileAction.METADATA, path, engine.operations()::metadata));
    }

    @Override
    public FilePreview preview(String path) {
        return FileJson.readPreview(ask(FileAction.PREVIEW, path, engine.operations()::preview));
    }

    @Override
    public String read(String path) {
        return read(target(volume(), path));
    }

    @Override
    public String read(String path, long maxSize) {
        if (maxSize < 0) {
            throw new IllegalArgumentException("The largest size must not be negative: " + maxSize);
        }
        return read(target(volume().reading(Math.min(maxSize, LONGEST_TEXT)), path));
    }

    private String read(Target target) {
        FileOperations operations = engine.operations();
        byte[] bytes = run(
                FileAction.READ,
                target,
                (file, wanted) -> operations
                        .text(file, wanted)
                        .thenCompose(download -> operations.whole(file, download, wanted)));
        return new String(bytes, StandardCharsets.UTF_8);
    }

    @Override
    public FileContent download(String path) {
        Target target = target(volume(), path);
        return engine.calls().open(terms, what(FileAction.DOWNLOAD, target), call -> {
            Download download = call.await(allowed(FileAction.DOWNLOAD, target, OptionalLong.empty())
                    .thenCompose(nothing -> engine.operations().download(target, Map.of(), call.cancellation())));
            FileHeaders headers = new FileHeaders(download.headers());
            return new OpenContent(
                    call, headers.metadata(target.path().name(), target.volume().types()), download);
        });
    }

    @Override
    public void upload(String path, InputStream body, OptionalLong length, boolean overwrite) {
        Target target = writable(path);
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
    public void createDirectory(String path) {
        Target target = writable(path);
        run(FileAction.MKDIR, target, engine.operations()::createDirectory);
    }

    @Override
    public void delete(String path) {
        Target target = writable(path);
        run(FileAction.DELETE, target, engine.operations()::delete);
    }

    private <T> T ask(FileAction action, String path, BiFunction<Target, Cancellation, CompletionStage<T>> work) {
        return run(action, target(volume(), path), work);
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

    private Target target(Volume volume, String path) {
        FilePath resolved = PathRules.resolve(volume.root(), path);
        Identity identity = terms.caller().map(engine.identities()::ofUser).orElseGet(engine.identities()::ofApp);
        return new Target(volume, resolved, identity);
    }

    private Target writable(String path) {
        Target target = target(volume(), path);
        target.path().belowRoot();
        return target;
    }

    private static String what(FileAction action, Target target) {
        return action.label() + " in volume '" + target.volume().key() + "'";
    }
}
