package io.appkit.shell;

import io.appkit.api.AppKitException;
import io.appkit.api.files.Files;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.OptionalLong;
import java.util.function.LongSupplier;

/** Brings a file of this machine into a volume. */
final class FileUpload {

    private final Files files;
    private final LongSupplier nanos;
    private final Console console;
    private final boolean json;

    FileUpload(Files files, LongSupplier nanos, Console console, boolean json) {
        this.files = files;
        this.nanos = nanos;
        this.console = console;
        this.json = json;
    }

    /**
     * Uploads and says so.
     *
     * @param target a file, or the directory in which it keeps its name
     * @param overwrite whether a file that is there already is replaced
     */
    void run(Path source, RemotePath target, boolean overwrite) {
        target.in(files);
        if (!java.nio.file.Files.isRegularFile(source)) {
            throw AppKitException.validation(
                    java.nio.file.Files.exists(source) ? source + " is not a file" : "There is no file " + source);
        }
        RemotePath file =
                target.directory() ? target.resolve(source.getFileName().toString()) : target;
        FileErrors.explained(file, "There is no directory for '" + file + "'", () -> {
            try (InputStream in = java.nio.file.Files.newInputStream(source)) {
                OptionalLong length = OptionalLong.of(java.nio.file.Files.size(source));
                try (Transfer transfer =
                        new Transfer(console, nanos, json, source.getFileName().toString(), length)) {
                    files.volume(file.volume()).upload(file.path(), new WatchedStream(in, transfer), length, overwrite);
                    transfer.finish(file.toString());
                }
            } catch (IOException e) {
                throw LocalPath.failure("read", source, e);
            }
        });
    }
}
