package io.appkit.analytics.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.appkit.api.AppKitException;
import io.appkit.api.config.Environment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class QueryFilesTest {

    @TempDir
    Path app;

    private final AtomicLong clock = new AtomicLong();
    private Path folder;
    private QueryFiles files;

    @BeforeEach
    void create() throws IOException {
        folder = Files.createDirectories(app.resolve("config/queries"));
        files = files(Map.of());
    }

    private QueryFiles files(Map<String, String> environment) {
        return new QueryFiles(() -> Optional.of(app), List::of, Environment.of(environment), clock::get);
    }

    private String read(QueryFiles from, String key) {
        return from.read(from.find(key).orElseThrow()).sql();
    }

    @Test
    void findsQueriesByKey() throws IOException {
        Files.writeString(folder.resolve("sales.sql"), "SELECT 1");
        Files.writeString(folder.resolve("mine.obo.sql"), "SELECT 2");
        Files.writeString(folder.resolve("note.txt"), "x");
        assertThat(files.find("sales").orElseThrow().onBehalfOfUser()).isFalse();
        assertThat(files.find("mine").orElseThrow().onBehalfOfUser()).isTrue();
        assertThat(files.find("note")).isEmpty();
        assertThat(files.keys()).containsExactly("mine", "sales");
        assertThat(read(files, "sales")).isEqualTo("SELECT 1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".", "..", "../secret", "a/b", "sales.obo", "sales.sql", "sälës", "a b", "a%2e"})
    void refusesOtherKeys(String key) throws IOException {
        Files.writeString(app.resolve("config/secret.sql"), "SELECT 1");
        Files.writeString(folder.resolve("sales.obo.sql"), "SELECT 1");
        assertThat(files.find(key)).isEmpty();
    }

    @Test
    void prefersTheQueryOnBehalfOfUsers() throws IOException {
        Files.writeString(folder.resolve("q.sql"), "SELECT 'app'");
        Files.writeString(folder.resolve("q.obo.sql"), "SELECT 'user'");
        assertThat(read(files, "q")).isEqualTo("SELECT 'user'");
    }

    @Test
    void staysInsideItsFolder() throws IOException {
        Path outside = Files.writeString(app.resolve("outside.sql"), "SELECT 1");
        Files.createSymbolicLink(folder.resolve("link.sql"), outside);
        assertThat(files.find("link")).isEmpty();
    }

    @Test
    void neverRunsAUsersQueryAsTheAppInstead() throws IOException {
        Path outside = Files.writeString(app.resolve("outside.sql"), "SELECT 1");
        Files.createSymbolicLink(folder.resolve("q.obo.sql"), outside);
        Files.writeString(folder.resolve("q.sql"), "SELECT 2");
        assertThat(files.find("q")).isEmpty();
    }

    @Test
    void readsAgainWhenTheFileHasChanged() throws IOException {
        Path file = Files.writeString(folder.resolve("q.sql"), "SELECT 1");
        FileTime time = Files.getLastModifiedTime(file);
        assertThat(read(files, "q")).isEqualTo("SELECT 1");
        Files.writeString(file, "SELECT 2");
        Files.setLastModifiedTime(file, time);
        assertThat(read(files, "q")).isEqualTo("SELECT 1");
        Files.setLastModifiedTime(file, FileTime.fromMillis(time.toMillis() + 1000));
        assertThat(read(files, "q")).isEqualTo("SELECT 2");
        Files.writeString(file, "SELECT 345");
        Files.setLastModifiedTime(file, FileTime.fromMillis(time.toMillis() + 1000));
        assertThat(read(files, "q")).isEqualTo("SELECT 345");
    }

    @Test
    void looksForTheFileOnceInASecondInProduction() throws IOException {
        Files.writeString(folder.resolve("q.sql"), "SELECT 1");
        assertThat(read(files, "q")).isEqualTo("SELECT 1");
        Files.writeString(folder.resolve("q.obo.sql"), "SELECT 2");
        clock.addAndGet(QueryFiles.FRESH_MILLIS - 1);
        assertThat(read(files, "q")).isEqualTo("SELECT 1");
        clock.addAndGet(1);
        assertThat(read(files, "q")).isEqualTo("SELECT 2");
    }

    @Test
    void aFileThatHasGoneIsNotLookedForAgain() throws IOException {
        Path file = Files.writeString(folder.resolve("q.sql"), "SELECT 1");
        QueryFile known = files.find("q").orElseThrow();
        Files.delete(file);
        assertThatThrownBy(() -> files.read(known)).isInstanceOf(AppKitException.class);
        assertThat(files.find("q")).isEmpty();
    }

    @Test
    void readsEachTimeInDevelopment() throws IOException {
        QueryFiles development = files(Map.of("NODE_ENV", "development"));
        Path file = Files.writeString(folder.resolve("q.sql"), "SELECT 1");
        FileTime time = Files.getLastModifiedTime(file);
        assertThat(read(development, "q")).isEqualTo("SELECT 1");
        Files.writeString(file, "SELECT 2");
        Files.setLastModifiedTime(file, time);
        assertThat(read(development, "q")).isEqualTo("SELECT 2");
    }

    @Test
    void refusesBlankAndHugeFiles() throws IOException {
        Files.writeString(folder.resolve("blank.sql"), " \n");
        Files.write(folder.resolve("huge.sql"), new byte[QueryFiles.MAX_BYTES + 1]);
        assertThatThrownBy(() -> read(files, "blank")).hasMessage("Missing required field: statement");
        assertThatThrownBy(() -> read(files, "huge"))
                .isInstanceOfSatisfying(
                        AppKitException.class,
                        e -> assertThat(e.clientMessage()).isEqualTo("Query file is too large"));
    }

    @Test
    void hasNoQueriesWithoutAFolder() {
        QueryFiles none = new QueryFiles(Optional::empty, List::of, Environment.of(Map.of()), clock::get);
        assertThat(none.keys()).isEmpty();
        assertThat(none.find("q")).isEmpty();
    }
}
