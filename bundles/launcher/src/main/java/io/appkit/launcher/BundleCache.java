package io.appkit.launcher;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * Karaf's {@code data} folder. Karaf reads the list of boot features and the bundles of {@code system} only while it is
 * empty, so it is emptied when either is not what it was filled from, or when it was never filled to the end.
 */
final class BundleCache {

    private static final String ORIGIN = "appkit.origin";

    private final Path data;
    private final String origin;

    /**
     * The cache in a folder.
     *
     * @param features the features to start, as asked for by the environment
     * @param sources files and folders it is filled from
     */
    BundleCache(Path data, String features, List<Path> sources) throws IOException {
        this.data = data;
        StringBuilder description = new StringBuilder(features).append('\n');
        for (Path source : sources) {
            describe(source, description);
        }
        this.origin = description.toString();
    }

    private static void describe(Path source, StringBuilder description) throws IOException {
        try (Stream<Path> files = Files.walk(source)) {
            for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                description
                        .append(source.relativize(file))
                        .append(' ')
                        .append(Files.size(file))
                        .append(' ')
                        .append(Files.getLastModifiedTime(file).toMillis())
                        .append('\n');
            }
        }
    }

    /** Empties the cache unless it has been filled from the same. Logs stay. */
    void prepare() throws IOException {
        Path file = data.resolve(ORIGIN);
        if (Files.exists(file) && Files.readString(file).equals(origin)) {
            return;
        }
        for (Path child : children()) {
            delete(child);
        }
        Files.createDirectories(data.resolve("tmp"));
    }

    /** Notes that the cache is complete. */
    void filled() throws IOException {
        Files.writeString(data.resolve(ORIGIN), origin);
    }

    private List<Path> children() throws IOException {
        try (Stream<Path> children = Files.list(data)) {
            return children.filter(BundleCache::perishable).toList();
        }
    }

    private static boolean perishable(Path child) {
        String name = child.getFileName().toString();
        return !name.equals("log") && !name.equals(FolderLock.FILE);
    }

    private static void delete(Path tree) throws IOException {
        try (Stream<Path> files = Files.walk(tree)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
