package io.appkit.shell;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.appkit.api.files.FileAction;
import io.appkit.api.files.PolicyDeniedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FileUploadTest {

    private static final String TEXT = "ten bytes!";

    @TempDir
    Path folder;

    private final Screen screen = new Screen();
    private final FixedFiles files = new FixedFiles();
    private final AtomicLong nanos = new AtomicLong();

    @BeforeEach
    void lay() throws IOException {
        Files.writeString(folder.resolve("a.txt"), TEXT);
        files.atEachRead = () -> nanos.addAndGet(250_000_000);
    }

    private void upload(boolean terminal, String source, String target, boolean overwrite) {
        new FileUpload(files, nanos::get, screen.console(terminal ? 60 : 0, terminal), false)
                .run(LocalPath.of(source, folder), RemotePath.parse(target), overwrite);
    }

    @ParameterizedTest
    @CsvSource({
        "files/sub/b.txt, files:sub/b.txt",
        "files/sub/, files:sub/a.txt",
        "files/, files:a.txt",
        "files, files:a.txt"
    })
    void aFileArrives(String target, String path) {
        upload(false, "a.txt", target, false);

        assertThat(files.content).containsOnlyKeys(path);
        assertThat(files.content.get(path)).asString(UTF_8).isEqualTo(TEXT);
        assertThat(files.told).isEqualTo(OptionalLong.of(10));
        assertThat(screen.text()).isEqualTo(path.replace(':', '/') + "  10 B in 0.8 s  13 B/s\n");
    }

    @Test
    void aTerminalShowsHowFarItIs() {
        upload(true, "a.txt", "files/", false);

        assertThat(screen.text())
                .isEqualTo("\ra.txt  4 B of 10 B  40 %^[K"
                        + "\ra.txt  8 B of 10 B  80 %  32 B/s^[K"
                        + "\ra.txt  10 B of 10 B  100 %  20 B/s^[K"
                        + "\ra.txt  10 B of 10 B  100 %  13 B/s^[K"
                        + "\r^[Kfiles/a.txt  10 B in 0.8 s  13 B/s\n");
    }

    @Test
    void aFileThatIsThereStaysUnlessOverwritten() {
        files.content.put("files:a.txt", new byte[3]);

        assertThatThrownBy(() -> upload(false, "a.txt", "files", false))
                .hasMessage("'files/a.txt' is there already, or a directory is in its place;"
                        + " --overwrite before the file replaces a file");
        assertThat(files.content.get("files:a.txt")).hasSize(3);

        upload(false, "a.txt", "files", true);
        assertThat(files.content.get("files:a.txt")).hasSize(10);
    }

    @Test
    void anInterruptWritesNothing() {
        files.atEachRead = () -> Thread.currentThread().interrupt();

        assertThatThrownBy(() -> upload(true, "a.txt", "files", false))
                .hasMessage("Cancelled; nothing was kept of 'files/a.txt'");
        assertThat(Thread.interrupted()).isTrue();
        assertThat(files.content).isEmpty();
        assertThat(screen.text()).isEqualTo("\ra.txt  4 B of 10 B  40 %^[K");
    }

    @Test
    void whatIsWrongIsOneLine() {
        assertThatThrownBy(() -> upload(false, "b.txt", "files", false))
                .hasMessage("There is no file " + folder.resolve("b.txt"));
        assertThatThrownBy(() -> upload(false, ".", "files", false)).hasMessage(folder + " is not a file");
        assertThatThrownBy(() -> upload(false, "a.txt", "/Volumes/x", false))
                .hasMessage("There is no volume '', only files, reports");

        files.failure = Optional.of(FixedFiles.refused(413, "File size (10 bytes) exceeds"));
        assertThatThrownBy(() -> upload(false, "a.txt", "files", false))
                .hasMessage("'files/a.txt' is larger than the volume takes: File size (10 bytes) exceeds");

        files.failure = Optional.of(FixedFiles.refused(404, "Not Found"));
        assertThatThrownBy(() -> upload(false, "a.txt", "files/no/", false))
                .hasMessage("There is no directory for 'files/no/a.txt'");

        files.failure = Optional.of(new PolicyDeniedException(FileAction.UPLOAD, "reports"));
        assertThatThrownBy(() -> upload(false, "a.txt", "reports", false))
                .hasMessage("Policy denied \"upload\" on volume \"reports\"");
        assertThat(files.content).isEmpty();
    }
}
