package io.appkit.starter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExtractedFolderTest {

    @TempDir
    Path source;

    @TempDir
    Path target;

    private String prefix;

    @BeforeEach
    void twoFiles() throws IOException {
        prefix = source.toUri().getPath();
        Files.createDirectories(source.resolve("config/queries"));
        Files.writeString(source.resolve("config/queries/one.sql"), "SELECT 1");
        Files.writeString(source.resolve("index.html"), "<html></html>");
    }

    @Test
    void copiesFilesWithTheirFolders() throws IOException {
        Path folder = target.resolve("app");
        ExtractedFolder.of(resources("config/", "config/queries/one.sql", "index.html"), prefix, folder);

        assertThat(folder.resolve("config/queries/one.sql")).hasContent("SELECT 1");
        assertThat(folder.resolve("index.html")).hasContent("<html></html>");
    }

    @Test
    void leavesNothingOfAnEarlierRun() throws IOException {
        Path folder = target.resolve("app");
        ExtractedFolder.of(resources("config/queries/one.sql"), prefix, folder);
        ExtractedFolder.of(resources("index.html"), prefix, folder);

        assertThat(folder).isDirectoryNotContaining("glob:**config");
    }

    @Test
    void deletesItselfWhenClosed() throws IOException {
        ExtractedFolder extracted = ExtractedFolder.of(resources("index.html"), prefix, target.resolve("app"));
        extracted.close();

        assertThat(target).isEmptyDirectory();
    }

    @Test
    void refusesResourcesFromElsewhere() throws IOException {
        List<URL> resources = resources("index.html");

        assertThatThrownBy(() -> ExtractedFolder.of(resources, "/elsewhere/", target.resolve("app")))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("/elsewhere/");
    }

    private List<URL> resources(String... paths) throws IOException {
        List<URL> resources = new ArrayList<>();
        for (String path : paths) {
            resources.add(new URL(source.toUri().toURL(), path));
        }
        return resources;
    }
}
