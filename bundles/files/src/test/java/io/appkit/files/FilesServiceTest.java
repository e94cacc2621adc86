package io.appkit.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.appkit.api.AppKitException;
import io.appkit.api.ErrorKind;
import io.appkit.api.execution.CancellationSource;
import io.appkit.api.files.FileContent;
import io.appkit.api.files.FileEntry;
import io.appkit.api.files.FileMetadata;
import io.appkit.api.files.FileVolume;
import io.appkit.api.files.PolicyDeniedException;
import io.appkit.workspace.Download;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FilesServiceTest {

    private static final String FILE = "/api/2.0/fs/files" + TestApp.ROOT;

    private final TestApp app = new TestApp();

    @BeforeEach
    void start() {
        app.volumes.put("up", TestApp.limits("100kb", "10b"));
        app.workspace.file(TestApp.ROOT + "/a.txt", "0123456789");
        app.start();
    }

    @Test
    void looksAtFiles() {
        assertThat(app.files.volumes()).containsExactly("up");
        assertThat(app.files.volume("up").list("/"))
                .containsExactly(new FileEntry(
                        "a.txt",
                        TestApp.ROOT + "/a.txt",
                        false,
                        OptionalLong.of(10),
                        Optional.of(Instant.ofEpochMilli(1763800000000L))));
        FileMetadata metadata =
                new FileMetadata(OptionalLong.of(10), "text/plain", Optional.of(Instant.parse("2026-11-22T10:00:00Z")));
        assertThat(app.files.volume("up").metadata(TestApp.ROOT + "/a.txt")).isEqualTo(metadata);
        assertThat(app.files.volume("up").preview("a.txt").metadata()).isEqualTo(metadata);
        assertThat(app.files.volume("up").preview("a.txt").textPreview()).contains("0123456789");
        assertThat(app.files.volume("up").exists("a.txt")).isTrue();
        assertThat(app.files.volume("up").exists("b.txt")).isFalse();
        assertThat(app.files.volume("up").read("a.txt")).isEqualTo("0123456789");
    }

    @Test
    void readsAStreamAtItsOwnPace() throws Exception {
        ScriptedBody<ByteBuffer> body = ScriptedBody.bytes(new byte[100_000], 1000);
        body(body);
        try (FileContent content = app.files.volume("up").download("b")) {
            InputStream stream = content.stream();
            assertThat(body.delivered).isZero();
            assertThat(stream.read()).isZero();
            assertThat(body.delivered).isEqualTo(1);
            assertThat(stream.readAllBytes()).hasSize(99_999);
            assertThat(stream.read()).isEqualTo(-1);
        }
    }

    @Test
    void closingEndsTheTransfer() throws Exception {
        ScriptedBody<ByteBuffer> body = ScriptedBody.endless(List.of(ByteBuffer.allocate(1)));
        body(body);
        FileContent content = app.files.volume("up").download("b");
        content.close();
        content.close();
        assertThat(body.cancelled.await(20, TimeUnit.SECONDS)).isTrue();
        failsWith(ErrorKind.ABORTED, content.stream()::read);
    }

    @Test
    void aBrokenTransferNeverEndsEarly() {
        body(ScriptedBody.broken(List.of(ByteBuffer.allocate(5)), MemoryWorkspace.refused(0)));
        try (FileContent content = app.files.volume("up").download("b")) {
            failsWith(ErrorKind.CONNECTION, content.stream()::readAllBytes);
        }
    }

    @Test
    void aDeadlineEndsATransfer() {
        body(ScriptedBody.endless(List.of()));
        try (FileContent content =
                app.files.within(Duration.ofMillis(100)).volume("up").download("b")) {
            failsWith(ErrorKind.TIMEOUT, content.stream()::read);
        }
    }

    @Test
    void aCancellationEndsATransfer() {
        body(ScriptedBody.endless(List.of()));
        CancellationSource unwanted = new CancellationSource();
        try (FileContent content = app.files.until(unwanted).volume("up").download("b")) {
            CompletableFuture<Void> later = CompletableFuture.runAsync(unwanted::cancel);
            failsWith(ErrorKind.ABORTED, content.stream()::read);
            later.join();
        }
    }

    @Test
    void aStoppingPluginEndsATransfer() {
        body(ScriptedBody.endless(List.of()));
        try (FileContent content = app.files.volume("up").download("b")) {
            app.plugin.stop();
            failsWith(ErrorKind.ABORTED, content.stream()::read);
        }
    }

    @Test
    void writesAStreamOfAnyLength() {
        byte[] bytes = "0123456789".repeat(10_000).getBytes(StandardCharsets.UTF_8);
        app.files.volume("up").upload("b", new ByteArrayInputStream(bytes), OptionalLong.empty(), true);
        assertThat(app.workspace.files.get(TestApp.ROOT + "/b")).isEqualTo(bytes);
        app.files.volume("up").upload("c", new ByteArrayInputStream(bytes), OptionalLong.of(bytes.length), false);
        assertThat(app.workspace.files.get(TestApp.ROOT + "/c")).isEqualTo(bytes);
        refused(
                409,
                () -> app.files.volume("up").upload("c", InputStream.nullInputStream(), OptionalLong.of(0), false));
    }

    @Test
    void refusesToWriteWhatIsTooLargeOrEndsEarly() {
        byte[] bytes = new byte[200 << 10];
        refused(
                413,
                () -> app.files.volume("up").upload("b", new ByteArrayInputStream(bytes), OptionalLong.empty(), true));
        refused(
                413,
                () -> app.files.volume("up").upload("b", new ByteArrayInputStream(bytes), OptionalLong.of(5), true));
        refused(
                413,
                () -> app.files
                        .volume("up")
                        .upload("b", InputStream.nullInputStream(), OptionalLong.of(200 << 10), true));
        failsWith(
                ErrorKind.ABORTED,
                () -> app.files.volume("up").upload("b", InputStream.nullInputStream(), OptionalLong.of(5), true));
        assertThat(app.workspace.files).containsOnlyKeys(TestApp.ROOT + "/a.txt");
    }

    @Test
    void aBodyThatCannotBeReadWritesNothing() throws IOException {
        InputStream broken = InputStream.nullInputStream();
        broken.close();
        failsWith(ErrorKind.ABORTED, () -> app.files.volume("up").upload("b", broken, OptionalLong.empty(), true));
        assertThat(app.workspace.files).doesNotContainKey(TestApp.ROOT + "/b");
    }

    @Test
    void anInterruptedThreadWaitsNoLonger() {
        app.workspace.answer("HEAD " + FILE + "/slow", new CompletableFuture<>());
        Thread.currentThread().interrupt();
        failsWith(ErrorKind.ABORTED, () -> app.files.volume("up").metadata("slow"));
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void createsAndDeletes() {
        app.files.volume("up").createDirectory("d");
        assertThat(app.files.volume("up").exists("d")).isTrue();
        app.files.volume("up").delete("d");
        assertThat(app.files.volume("up").exists("d")).isFalse();
        refused(404, () -> app.files.volume("up").delete("d"));
    }

    @Test
    void tellsErrorsByTheirStatus() {
        refused(404, () -> app.files.volume("up").metadata("no"));
        app.workspace.file(TestApp.ROOT + "/long", "0123456789x");
        refused(413, () -> app.files.volume("up").read("long"));
        app.workspace.fail("HEAD " + FILE + "/gone", 0);
        failsWith(ErrorKind.CONNECTION, () -> app.files.volume("up").metadata("gone"));
        failsWith(
                ErrorKind.AUTHENTICATION,
                () -> app.files.asUser(Browser.withoutToken("u")).volume("up").list(""));
    }

    @Test
    void refusesBeforeAnyCall() {
        app.calls();
        assertThatThrownBy(() -> app.files.volume("none"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("There is no volume 'none'; there are: up");
        assertThatThrownBy(() -> app.files.volume("up").list("/Volumes/main/default/other"))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> app.files.volume("up").delete("/")).isInstanceOf(IllegalArgumentException.class);
        app.volumes.put("up", TestApp.policy("denyAll"));
        app.changed();
        assertThatThrownBy(() -> app.files.volume("up").read("a.txt")).isInstanceOf(PolicyDeniedException.class);
        assertThatThrownBy(() -> app.files
                        .volume("up")
                        .upload("a.txt", new ByteArrayInputStream(new byte[1]), OptionalLong.empty(), true))
                .isInstanceOf(PolicyDeniedException.class);
        assertThat(app.calls()).isEmpty();
    }

    @Test
    void readsAsMuchAsTheCallAllows() {
        FileVolume volume = app.files.volume("up");
        app.workspace.file(TestApp.ROOT + "/long.txt", "0123456789x");
        tooLarge(10, () -> volume.read("long.txt"));
        assertThat(volume.read("long.txt", 11)).isEqualTo("0123456789x");
        assertThat(volume.read("long.txt", Long.MAX_VALUE)).isEqualTo("0123456789x");
        tooLarge(9, () -> volume.read("a.txt", 9));
        tooLarge(0, () -> volume.read("a.txt", 0));
        assertThatThrownBy(() -> volume.read("a.txt", -1)).isInstanceOf(IllegalArgumentException.class);
        body(ScriptedBody.bytes(new byte[3], 1));
        tooLarge(2, () -> volume.read("b", 2));
    }

    @Test
    void aHandleFollowsItsVolume() {
        FileVolume volume = app.files.volume("up");
        app.names.put("DATABRICKS_VOLUME_UP", "/Volumes/main/default/moved");
        app.workspace.file("/Volumes/main/default/moved/b.txt", "moved");
        app.changed();
        assertThat(volume.read("b.txt")).isEqualTo("moved");
        app.calls();
        assertThat(volume.asUser(Browser.user("theo")).exists("b.txt")).isTrue();
        assertThat(app.calls()).containsExactly("theo HEAD /api/2.0/fs/files/Volumes/main/default/moved/b.txt");
        app.names.remove("DATABRICKS_VOLUME_UP");
        app.names.put("DATABRICKS_VOLUME_NEW", TestApp.ROOT);
        app.volumes.clear();
        app.changed();
        assertThatThrownBy(() -> volume.exists("b.txt"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("There is no volume 'up'; there are: new");
    }

    private static void tooLarge(int most, ThrowingCallable read) {
        assertThatThrownBy(read)
                .isInstanceOf(AppKitException.class)
                .hasMessageContaining("File exceeds maxReadSize (" + most + " bytes)");
    }

    private void body(ScriptedBody<ByteBuffer> body) {
        app.workspace.answer(
                "GET " + FILE + "/b", CompletableFuture.completedFuture(new Download(200, Map.of(), body)));
    }

    private static void refused(int status, ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        AppKitException.class,
                        error -> assertThat(error.status()).isEqualTo(status));
    }

    private static void failsWith(ErrorKind kind, ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        AppKitException.class, error -> assertThat(error.kind()).isEqualTo(kind));
    }
}
