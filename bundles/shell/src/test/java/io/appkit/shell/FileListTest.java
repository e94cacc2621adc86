package io.appkit.shell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.appkit.api.files.FileAction;
import io.appkit.api.files.FileEntry;
import io.appkit.api.files.PolicyDeniedException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class FileListTest {

    private final Screen screen = new Screen();
    private final FixedFiles files = new FixedFiles();

    private String print(int width, boolean json, String directory) {
        new FileList(files, screen.console(width, false), json).directory(RemotePath.parse(directory));
        return screen.text();
    }

    private void file(String name, long size) {
        files.entries.add(new FileEntry(
                name,
                "/Volumes/main/default/files/" + name,
                false,
                OptionalLong.of(size),
                Optional.of(Instant.parse("2026-11-25T12:00:00.123Z"))));
    }

    private void folder(String name) {
        files.entries.add(new FileEntry(
                name, "/Volumes/main/default/files/" + name, true, OptionalLong.empty(), Optional.empty()));
    }

    @Test
    void directoriesComeFirst() {
        file("b.csv", 120);
        file("a.parquet", 5L << 30);
        folder("sub");
        file("c.txt", 1025);

        assertThat(print(80, false, "files/x")).isEqualTo("""
                          Size | Modified             | Name
                        -------+----------------------+----------
                               |                      | sub/
                        5.0 GB | 2026-11-25T12:00:00Z | a.parquet
                         120 B | 2026-11-25T12:00:00Z | b.csv
                          2 kB | 2026-11-25T12:00:00Z | c.txt
                        """);
        assertThat(files.listed).isEqualTo("files:x");
    }

    @Test
    void scriptsGetJson() {
        folder("sub");
        file("a.csv", 120);

        assertThat(print(80, true, "files")).isEqualToIgnoringWhitespace("""
                        [ { "name" : "sub", "path" : "/Volumes/main/default/files/sub", "directory" : true,
                            "size" : null, "modified" : null },
                          { "name" : "a.csv", "path" : "/Volumes/main/default/files/a.csv", "directory" : false,
                            "size" : 120, "modified" : "2026-11-25T12:00:00.123Z" } ]
                        """);
    }

    @Test
    void noNameReachesBeyondItsCell() {
        file("red\u001b[31m\n\u009b2J.txt", 1);
        file("invoice\u202Efdp.exe", 1);
        file("日本語のとても長い名前のファイル.txt", 1);
        file("👩".repeat(30), 1);

        assertThat(print(55, false, "files")).isEqualTo("""
                        Size | Modified             | Name
                        -----+----------------------+---------------------
                         1 B | 2026-11-25T12:00:00Z | invoice\\u202efdp.exe
                         1 B | 2026-11-25T12:00:00Z | red\\u001b[31m\\n\\u...
                         1 B | 2026-11-25T12:00:00Z | 日本語のとても長...
                         1 B | 2026-11-25T12:00:00Z | 👩👩👩👩👩👩👩👩...
                        """);
    }

    @Test
    void inJsonNothingActsEither() {
        file("red\u001b[31m\n\u009b2J\u202E\u2028.txt", 1);

        assertThat(print(80, true, "files")).contains("\"red\\u001B[31m\\n\\u009b2J\\u202e\\u2028.txt\"");
    }

    @Test
    void nothingIsSaid() {
        assertThat(print(80, false, "files")).contains("There are no files");
    }

    @Test
    void volumesAreLines() {
        new FileList(files, screen.console(80, false), false).volumes();

        assertThat(screen.text()).isEqualTo("files\nreports\n");
    }

    @Test
    void volumesAreAListForScripts() {
        new FileList(files, screen.console(80, false), true).volumes();

        assertThat(screen.text()).isEqualToIgnoringWhitespace("[ \"files\", \"reports\" ]");
    }

    @Test
    void whatIsWrongIsOneLine() {
        assertThatThrownBy(() -> print(80, false, "file/x"))
                .hasMessage("There is no volume 'file', only files, reports");

        files.failure = Optional.of(FixedFiles.refused(404, "Not Found"));
        assertThatThrownBy(() -> print(80, false, "files/x")).hasMessage("There is no directory 'files/x'");

        files.failure = Optional.of(FixedFiles.refused(403, "PERMISSION_DENIED: no READ VOLUME"));
        assertThatThrownBy(() -> print(80, false, "files"))
                .hasMessage("The workspace does not let the app do that with 'files':"
                        + " PERMISSION_DENIED: no READ VOLUME");

        files.failure = Optional.of(new PolicyDeniedException(FileAction.LIST, "files"));
        assertThatThrownBy(() -> print(80, false, "files")).hasMessage("Policy denied \"list\" on volume \"files\"");

        files.failure = Optional.of(new IllegalArgumentException("'..' is not allowed"));
        assertThatThrownBy(() -> print(80, false, "files/../x"))
                .hasMessage("'files/../x' is not possible: '..' is not allowed");
        assertThat(screen.text()).isEmpty();
    }

    private List<String> completed(String typed) {
        return RemotePathCompleter.candidates(files, new TypedPath(typed)).stream()
                .map(candidate -> candidate.value() + (candidate.complete() ? " ends" : ""))
                .toList();
    }

    @Test
    void completionKnowsTheNextSegment() {
        folder("sub");
        file("b.csv", 1);

        assertThat(completed("")).containsExactly("files/", "reports/");
        assertThat(completed("files/x/")).containsExactly("files/x/sub/", "files/x/b.csv ends");
        assertThat(completed("files/x/b")).containsExactly("files/x/b.csv ends");
        assertThat(files.listed).isEqualTo("files:x");
    }

    @Test
    void onlyNamesThatTheShellTakesAsTheyAreAreCompleted() {
        file("Größe-1.csv", 1);
        file("a b.csv", 1);
        file("$HOME", 1);
        file("a\"b\\c`d", 1);
        file("cannot\u202Ebe typed\n", 1);

        assertThat(completed("files/")).containsExactly("files/Größe-1.csv ends");
    }
}
