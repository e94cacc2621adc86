package io.appkit.shell;

import io.appkit.api.AppKitException;
import io.appkit.api.files.FileContent;
import io.appkit.api.files.Files;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.function.LongSupplier;

/** Brings a file of a volume to this machine. */
final class FileDownload {

    private static final int CHUNK = 128 * 1024;

    private final Files files;
    private final LongSupplier nanos;
    private final Console console;
    private final boolean json;

    FileDownload(Files files, LongSupplier nanos, Console console, boolean json) {
        this.files = files;
        this.nanos = nanos;
        this.console = console;
        this.json = json;
    }

    /**
     * Downloads and says so. A file appears when it is whole.
     *
     * @param target a file, or the folder in which it keeps its name
     * @param force whether a file that is there already is replaced
     */
    void run(RemotePath source, Path target, boolean force) {
        source.in(files);
        if (source.directory() || source.name().matches("\\.\\.?")) {
            throw AppKitException.validation("'" + source + "' names a directory; give the path of a file");
        }
        Path file = java.nio.file.Files.isDirectory(target) ? LocalPath.of(source.name(), target) : target;
        checkFree(file, force);
        FileErrors.explained(source, "There is no file '" + source + "'", () -> {
            try (FileContent content = files.volume(source.volume()).download(source.path());
                    PartialFile part = PartialFile.beside(file);
                    Transfer transfer = new Transfer(
                            console,
                            nanos,
                            json,
                            source.name(),
                            content.metadata().contentLength())) {
                copy(content.stream(), part, transfer);
                checkWhole(content, transfer, source);
                part.complete(force);
                transfer.finish(file.toString());
            } catch (IOException e) {
                throw LocalPath.failure("write", file, e);
            }
        });
    }

    private static void checkFree(Path file, boolean force) {
        if (!java.nio.file.Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        if (!java.nio.file.Files.isRegularFile(file)) {
            throw AppKitException.validation(file + " is there already, and is not a file");
        } else if (!force) {
            throw AppKitException.validation(file + " is there already; --force before the path replaces it");
        }
    }

    private static void copy(InputStream from, PartialFile to, Transfer transfer) throws IOException {
        byte[] chunk = new byte[CHUNK];
        for (int read = from.read(chunk); read >= 0; read = from.read(chunk)) {
            transfer.moved(read);
            to.out().write(chunk, 0, read);
        }
    }

    private static void checkWhole(FileContent content, Transfer transfer, RemotePath source) {
        content.metadata().contentLength().ifPresent(expected -> {
            if (expected != transfer.bytes()) {
                throw AppKitException.validation("'" + source + "' has " + expected + " bytes, but " + transfer.bytes()
                        + " came; nothing was kept");
            }
        });
    }
}
