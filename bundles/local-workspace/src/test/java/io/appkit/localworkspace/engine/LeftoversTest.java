package io.appkit.localworkspace.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LeftoversTest {

    @Test
    void onlyOldFilesOfTheEngineGo(@TempDir Path folder) throws Exception {
        FileTime old = FileTime.from(Instant.now().minus(Duration.ofHours(1)));
        Path library = Files.createFile(folder.resolve("libduckdb_java123.so"));
        Path samples = Files.createDirectory(folder.resolve("appkit-local-123"));
        Files.createFile(samples.resolve("samples.duckdb"));
        Path other = Files.createFile(folder.resolve("other.so"));
        Path fresh = Files.createFile(folder.resolve("libduckdb_java456.so"));
        for (Path file : new Path[] {library, samples, other}) {
            Files.setLastModifiedTime(file, old);
        }

        Leftovers.delete(folder);

        assertThat(folder).isDirectoryNotContaining(file -> file.equals(library) || file.equals(samples));
        assertThat(other).exists();
        assertThat(fresh).exists();
    }
}
