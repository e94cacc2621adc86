package io.appkit.shell;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileDownloadTest {

    private static final String TEXT = "ten bytes!";

    @TempDir
    Path folder;

    private final Screen screen = new Screen();
    private final FixedFiles files = new FixedFiles();
    private final AtomicLong nanos = new AtomicLong();
    private boolean json;

    @BeforeEach
    void lay() {
        files.content.put("files:sub/a.txt", TEXT.getBytes(UTF_8));
        files.told = OptionalLong.of(TEXT.length());
        files.atEachRead = () -> nanos.addAndGet(250_000_000);
    }

    @AfterEach
    void nothingIsLeftOpen() {
        assertThat(files.open).hasValue(0);
    }

    private void download(boolean terminal, String source, Path target, boolean force) {
        new FileDownload(files, nanos::get, screen.console(terminal ? 60 : 0, terminal), json)
                .run(RemotePath.parse(source), target, force);
    }

    private List<String> names() throws IOException {
        try (Stream<Path> all = Files.list(folder)) {
            return all.map(path -> path.getFileName().toString()).toList();
        }
    }

    @Test
    void aFileArrives() throws IOException {
        download(false, "files/sub/a.txt", folder.resolve("b.txt"), false);

        assertThat(folder.resolve("b.txt")).hasContent(TEXT);
        assertThat(names()).containsExactly("b.txt");
        assertThat(screen.text()).isEqualTo(folder.resolve("b.txt") + "  10 B in 1.0 s  10 B/s\n");
    }

    @Test
    void inAFolderItKeepsItsName() {
        download(false, "files/sub/a.txt", folder, false);

        assertThat(folder.resolve("a.txt")).hasContent(TEXT);
    }

    @Test
    void aTerminalShowsHowFarItIs() {
        download(true, "files/sub/a.txt", folder, false);

        assertThat(screen.text())
                .isEqualTo("\ra.txt  4 B of 10 B  40 %  16 B/s^[K"
                        + "\ra.txt  8 B of 10 B  80 %  16 B/s^[K"
                        + "\ra.txt  10 B of 10 B  100 %  13 B/s^[K"
                        + "\r^[K" + folder.resolve("a.txt") + "  10 B in 1.0 s  10 B/s\n");
    }

    @Test
    void withoutALengthThereIsNoPercentage() {
        files.told = OptionalLong.empty();
        download(true, "files/sub/a.txt", folder, false);

        assertThat(screen.text()).startsWith("\ra.txt  4 B  16 B/s^[K\ra.txt  8 B");
    }

    @Test
    void aTerminalIsNotDrawnMoreOftenThanTenTimesASecond() {
        files.atEachRead = () -> nanos.addAndGet(60_000_000);
        download(true, "files/sub/a.txt", folder, false);

        assertThat(screen.text())
                .contains("\ra.txt  4 B")
                .contains("\ra.txt  10 B")
                .doesNotContain("a.txt  8 B");
    }

    @Test
    void noNameActsInTheTerminalOrIsWiderThanIt() {
        String name = "\u001b[2J\u202E" + "長".repeat(60);
        files.content.put("files:" + name, TEXT.getBytes(UTF_8));
        download(true, "files/" + name, folder.resolve("x"), false);

        assertThat(screen.text()).startsWith("\r\\u001b[2J\\u202e長長").doesNotContain("^[2J");
        assertThat(screen.text().split("\\^\\[K")[0].substring(1))
                .contains("...  4 B of 10 B  40 %")
                .satisfies(line -> assertThat(Text.width(line)).isBetween(57, 59));
    }

    @Test
    void scriptsGetJson() {
        json = true;
        download(true, "files/sub/a.txt", folder, false);

        assertThat(screen.text())
                .isEqualToIgnoringWhitespace(
                        "{ \"target\" : \"" + folder.resolve("a.txt") + "\", \"bytes\" : 10, \"millis\" : 1000 }");
    }

    @Test
    void aFileThatIsThereStaysUnlessForced() throws IOException {
        Files.writeString(folder.resolve("a.txt"), "old");

        assertThatThrownBy(() -> download(false, "files/sub/a.txt", folder, false))
                .hasMessage(folder.resolve("a.txt") + " is there already; --force before the path replaces it");
        assertThat(folder.resolve("a.txt")).hasContent("old");

        download(false, "files/sub/a.txt", folder, true);
        assertThat(folder.resolve("a.txt")).hasContent(TEXT);
        assertThat(names()).containsExactly("a.txt");
    }

    @Test
    void aFileThatAppearsMeanwhileStays() throws IOException {
        files.atEachRead = () -> {
            try {
                Files.writeString(folder.resolve("a.txt"), "new");
            } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
        };

        assertThatThrownBy(() -> download(false, "files/sub/a.txt", folder, false))
                .hasMessage("Cannot write " + folder.resolve("a.txt") + ": it is there by now");
        assertThat(folder.resolve("a.txt")).hasContent("new");
        assertThat(names()).containsExactly("a.txt");
    }

    @Test
    void onlyFilesAreReplaced() throws IOException {
        Path inside = Files.createDirectories(folder.resolve("a.txt"));

        assertThatThrownBy(() -> download(false, "files/sub/a.txt", folder, true))
                .hasMessage(inside + " is there already, and is not a file");
        assertThatThrownBy(() -> download(false, "files/sub/a.txt", Path.of("/dev/null"), true))
                .hasMessage("/dev/null is there already, and is not a file");
    }

    @Test
    void aBrokenTransferLeavesNothing() throws IOException {
        files.breaksAfter = 8;

        assertThatThrownBy(() -> download(true, "files/sub/a.txt", folder, false))
                .hasMessage("connection reset");
        assertThat(names()).isEmpty();
        assertThat(screen.text()).contains("8 B of 10 B").endsWith("\r^[K");
    }

    @Test
    void aTransferThatEndsEarlyLeavesNothing() throws IOException {
        files.told = OptionalLong.of(11);

        assertThatThrownBy(() -> download(false, "files/sub/a.txt", folder, false))
                .hasMessage("'files/sub/a.txt' has 11 bytes, but 10 came; nothing was kept");
        assertThat(names()).isEmpty();
    }

    @Test
    void aBrokenReplacementLeavesWhatWasThere() throws IOException {
        Files.writeString(folder.resolve("a.txt"), "old");
        files.breaksAfter = 8;

        assertThatThrownBy(() -> download(false, "files/sub/a.txt", folder, true))
                .hasMessage("connection reset");
        assertThat(folder.resolve("a.txt")).hasContent("old");
        assertThat(names()).containsExactly("a.txt");
    }

    @Test
    void anInterruptLeavesNothing() throws IOException {
        files.atEachRead = () -> Thread.currentThread().interrupt();

        assertThatThrownBy(() -> download(true, "files/sub/a.txt", folder, false))
                .hasMessage("Cancelled; nothing was kept of 'files/sub/a.txt'");
        assertThat(Thread.interrupted()).isTrue();
        assertThat(names()).isEmpty();
    }

    @Test
    void whatIsWrongIsOneLine() throws IOException {
        assertThatThrownBy(() -> download(false, "nope/a.txt", folder, false))
                .hasMessage("There is no volume 'nope', only files, reports");
        assertThatThrownBy(() -> download(false, "files/b.txt", folder, false))
                .hasMessage("There is no file 'files/b.txt'");
        for (String directory : List.of("files", "files/", "files/sub/", "files/sub/..", "files/.")) {
            assertThatThrownBy(() -> download(false, directory, folder, false))
                    .hasMessageEndingWith("' names a directory; give the path of a file");
        }
        assertThatThrownBy(() -> download(false, "files/sub/a.txt", folder.resolve("no/where"), false))
                .hasMessage("Cannot write " + folder.resolve("no/where") + ": there is no such file or folder");
        assertThatThrownBy(() -> LocalPath.of("a\0b", folder)).hasMessage("'a\0b' cannot be the name of a local file");
        assertThat(names()).isEmpty();
        assertThat(screen.text()).isEmpty();
    }
}
