package io.appkit.localworkspace.files;

import java.io.BufferedReader;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a sample volume holds at first.
 *
 * @param folder of the volume, below that of all volumes
 * @param index resource with a line per entry: its path and, behind a bar, the resource with its bytes; without one, the file
 *     is empty
 */
record Samples(String folder, String index) {

    private static final Logger LOG = LoggerFactory.getLogger(Samples.class);

    static final List<Samples> ALL =
            List.of(new Samples("main/default/files", "files.txt"), new Samples("main/finance/reports", "reports.txt"));

    /** Lays them down in a folder that does not exist yet. */
    void copyTo(Path target) throws IOException {
        Files.createDirectory(target);
        List<String> lines;
        try (BufferedReader reader =
                new BufferedReader(new InputStreamReader(resource(index), StandardCharsets.UTF_8))) {
            lines = reader.lines().toList();
        }
        for (String line : lines) {
            int bar = line.indexOf('|');
            copy(line.substring(0, bar).trim(), line.substring(bar + 1).trim(), target);
        }
    }

    private static void copy(String name, String resource, Path target) throws IOException {
        Path file;
        try {
            file = target.resolve(name);
        } catch (InvalidPathException e) {
            LOG.warn("A sample file is left out, since this machine's locale has no such name: {}", name);
            return;
        }
        Files.createDirectories(Objects.requireNonNull(file.getParent()));
        if (resource.isEmpty()) {
            Files.createFile(file);
            return;
        }
        try (InputStream bytes = resource(resource)) {
            Files.copy(bytes, file);
        }
    }

    private static InputStream resource(String name) throws IOException {
        InputStream bytes = Samples.class.getResourceAsStream("samples/" + name);
        if (bytes == null) {
            throw new FileNotFoundException("the bundle has no sample " + name);
        }
        return bytes;
    }
}
