package io.appkit.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BundleCacheTest {

    @TempDir
    Path home;

    private Path data;
    private Path system;
    private Path cached;

    @BeforeEach
    void aCacheFilledFromOneBundle() throws IOException {
        data = Files.createDirectories(home.resolve("data"));
        system = Files.createDirectories(home.resolve("system"));
        Files.writeString(system.resolve("one.jar"), "one");
        fill("analytics");
        cached = Files.createDirectories(data.resolve("cache/bundle1")).resolve("content");
        Files.writeString(cached, "cached");
    }

    private void fill(String features) throws IOException {
        BundleCache cache = new BundleCache(data, features, List.of(system));
        cache.prepare();
        cache.filled();
    }

    @Test
    void isKeptForTheSameDistribution() throws IOException {
        fill("analytics");

        assertThat(cached).exists();
    }

    @Test
    void isEmptiedWhenABundleChanged() throws IOException {
        Files.writeString(system.resolve("one.jar"), "another");

        fill("analytics");

        assertThat(data.resolve("cache")).doesNotExist();
        assertThat(data.resolve("tmp")).isDirectory();
    }

    @Test
    void isEmptiedWhenOtherFeaturesAreAskedFor() throws IOException {
        fill("analytics,genie");

        assertThat(data.resolve("cache")).doesNotExist();
    }

    @Test
    void isEmptiedWhenItWasNotFilledToTheEnd() throws IOException {
        new BundleCache(data, "genie", List.of(system)).prepare();
        Path half = Files.writeString(data.resolve("tmp/half"), "half");

        fill("genie");

        assertThat(half).doesNotExist();
    }

    @Test
    void keepsLogsAndTheLockWhenEmptied() throws IOException, FolderInUseException {
        Path log = Files.createDirectories(data.resolve("log")).resolve("appkit.log");
        Files.writeString(log, "a line");
        try (FolderLock lock = FolderLock.acquire(data)) {
            assertThat(lock).isNotNull();

            fill("genie");

            assertThat(log).exists();
            assertThat(data.resolve(FolderLock.FILE)).content().startsWith("process ");
        }
    }
}
