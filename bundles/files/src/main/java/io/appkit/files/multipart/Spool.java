package io.appkit.files.multipart;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.osgi.framework.BundleContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A folder for parts of files while they are on their way. Where the system can, the files have no name; where it cannot,
 * what a killed server has left goes at the beginning.
 */
public final class Spool implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Spool.class);

    private final Path folder;
    private final Set<SpoolSlot> open = ConcurrentHashMap.newKeySet();
    private volatile boolean over;

    private Spool(Path folder) {
        this.folder = folder;
    }

    /** In the data folder of a bundle. */
    public static Spool of(BundleContext context) {
        File data = context.getDataFile("uploads");
        if (data == null) {
            throw new IllegalStateException("The framework has no place for files of bundles");
        }
        return in(data.toPath());
    }

    /** In a folder of its own. */
    public static Spool in(Path folder) {
        Spool spool = new Spool(folder);
        spool.clear();
        return spool;
    }

    /** A new file, which nobody else may read. */
    SpoolSlot slot() throws IOException {
        Files.createDirectories(folder);
        Path file = Files.createTempFile(folder, "part", "");
        FileChannel channel = FileChannel.open(
                file, StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.DELETE_ON_CLOSE);
        SpoolSlot slot = new SpoolSlot(channel, open::remove);
        open.add(slot);
        if (over) {
            slot.close();
        }
        return slot;
    }

    @Override
    public void close() {
        over = true;
        for (SpoolSlot slot : open) {
            close(slot);
        }
        clear();
    }

    static void close(SpoolSlot slot) {
        try {
            slot.close();
        } catch (IOException e) {
            LOG.warn("A file of an upload cannot be closed: {}", e.toString());
        }
    }

    private void clear() {
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                Files.deleteIfExists(file);
            }
            Files.deleteIfExists(folder);
        } catch (NoSuchFileException e) {
            // Nothing has ever been kept.
        } catch (IOException | UncheckedIOException e) {
            LOG.warn("Files of uploads cannot be deleted: {}", e.toString());
        }
    }
}
