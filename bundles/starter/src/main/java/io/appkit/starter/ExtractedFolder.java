package io.appkit.starter;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** A folder of files copied out of a bundle; closing it deletes them. */
record ExtractedFolder(Path path) implements AutoCloseable {

    /**
     * Copies resources into a folder, which holds nothing else afterwards.
     *
     * @param resources the resources; those whose path ends with a slash are folders and are passed over
     * @param prefix the part of each resource's path, from its start, that is not repeated in the folder
     * @param folder where to; created, and emptied of what an earlier run may have left
     */
    static ExtractedFolder of(List<URL> resources, String prefix, Path folder) throws IOException {
        ExtractedFolder extracted = new ExtractedFolder(folder);
        extracted.close();
        for (URL resource : resources) {
            String path = resource.getPath();
            if (path.endsWith("/")) {
                continue;
            }
            if (!path.startsWith(prefix)) {
                throw new IOException("resource " + path + " is not below " + prefix);
            }
            Path file = folder.resolve(path.substring(prefix.length()));
            Files.createDirectories(file.getParent());
            try (InputStream content = resource.openStream()) {
                Files.copy(content, file);
            }
        }
        return extracted;
    }

    @Override
    public void close() throws IOException {
        if (!Files.exists(path)) {
            return;
        }
        try (Stream<Path> files = Files.walk(path)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
