package io.appkit.localworkspace;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;

/** Tests of files at a workspace of the whole class. */
abstract class AtVolumes {

    static final String VOLUME = FilesClient.VOLUME;

    static final ManualDelays DELAYS = new ManualDelays();
    static LocalWorkspace workspace;
    static FilesClient app;

    /** All volumes. */
    static Path root;

    /** The folder of {@link #VOLUME}. */
    static Path folder;

    @BeforeAll
    static void start() throws Exception {
        root = Folders.fresh();
        folder = root.resolve("main/default/files");
        workspace = start(root);
        app = FilesClient.app(workspace);
    }

    static LocalWorkspace start(Path volumes) throws IOException {
        return start(volumes, Clock.systemUTC(), DELAYS);
    }

    static LocalWorkspace start(Path volumes, Clock clock, Delays delays) throws IOException {
        return LocalWorkspace.start(
                new LocalWorkspace.Options(
                        0,
                        0.001,
                        Duration.ofHours(1),
                        Duration.ZERO,
                        Optional.empty(),
                        Optional.empty(),
                        volumes,
                        true),
                clock,
                delays);
    }

    @AfterAll
    static void stop() {
        workspace.close();
    }

    @AfterEach
    void nothingIsLeftUnfinished() throws Exception {
        Await.until(() -> unfinished().isEmpty());
    }

    static List<Path> unfinished() throws IOException {
        try (Stream<Path> files = Files.list(root.resolve(".unfinished"))) {
            return files.toList();
        }
    }

    static Stream<String> inside(Path volume) throws IOException {
        try (Stream<Path> tree = Files.walk(volume)) {
            return tree.map(file -> volume.relativize(file).toString()).toList().stream();
        }
    }

    static void assertError(java.net.http.HttpResponse<byte[]> response, int status, String code, String reason)
            throws IOException {
        assertThat(response.statusCode()).isEqualTo(status);
        var body = RestClient.JSON.readTree(response.body());
        assertThat(body.path("error_code").asText()).isEqualTo(code);
        assertThat(body.path("message").asText()).isNotBlank();
        assertThat(body.at("/details/0/reason").asText()).isEqualTo(reason);
    }
}
