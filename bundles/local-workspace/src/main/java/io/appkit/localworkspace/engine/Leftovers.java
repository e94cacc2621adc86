package io.appkit.localworkspace.engine;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Files in the temporary folder that a killed process could not delete; those with foreign names are unpacked libraries. */
final class Leftovers {

    static final String FOLDER_PREFIX = "appkit-local-";

    private static final Logger LOG = LoggerFactory.getLogger(Leftovers.class);

    /** Younger ones may belong to a process that is just starting. */
    private static final Duration LEAST_AGE = Duration.ofMinutes(10);

    private Leftovers() {}

    /** Deletes them; copies that are still loaded stay usable on POSIX, and cannot be deleted on Windows. */
    static void delete(Path temporaryFolder) {
        Instant before = Instant.now().minus(LEAST_AGE);
        try (DirectoryStream<Path> files =
                Files.newDirectoryStream(temporaryFolder, "{libduckdb_java*.so,jnilib-*.tmp," + FOLDER_PREFIX + "*}")) {
            for (Path file : files) {
                if (Files.getLastModifiedTime(file).toInstant().isBefore(before)) {
                    deleteTree(file);
                }
            }
        } catch (IOException | UncheckedIOException e) {
            LOG.debug("Left over files in {} could not be deleted", temporaryFolder, e);
        }
    }

    static void deleteTree(Path root) throws IOException {
        List<Path> files;
        try (Stream<Path> tree = Files.walk(root)) {
            files = tree.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path file : files) {
            Files.deleteIfExists(file);
        }
    }
}
