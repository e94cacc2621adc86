package io.appkit.localworkspace;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Folders below that of the build, which a clean build deletes. */
final class Folders {

    private Folders() {}

    /** An empty one. */
    static Path fresh() throws IOException {
        Path target = Files.createDirectories(Path.of("target", "volumes"));
        return Files.createTempDirectory(target, "");
    }
}
