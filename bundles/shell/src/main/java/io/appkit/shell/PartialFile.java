package io.appkit.shell;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.UUID;

/** A file that is still being written, beside the one that it becomes when it is whole; else it goes away. */
final class PartialFile implements AutoCloseable {

    private final Path target;
    private final Path path;
    private final OutputStream out;

    private PartialFile(Path target, Path path, OutputStream out) {
        this.target = target;
        this.path = path;
        this.out = out;
    }

    static PartialFile beside(Path target) throws IOException {
        Path path = target.resolveSibling(".appkit-" + UUID.randomUUID() + ".part");
        return new PartialFile(target, path, Files.newOutputStream(path, StandardOpenOption.CREATE_NEW));
    }

    OutputStream out() {
        return out;
    }

    /**
     * Gives the file its name.
     *
     * @param replace whether another of that name may be lost
     */
    void complete(boolean replace) throws IOException {
        out.close();
        if (replace) {
            Files.move(path, target, StandardCopyOption.ATOMIC_MOVE);
        } else {
            Files.move(path, target);
        }
    }

    /** Does nothing to a complete file. */
    @Override
    public void close() throws IOException {
        try (out) {
            Files.deleteIfExists(path);
        }
    }
}
