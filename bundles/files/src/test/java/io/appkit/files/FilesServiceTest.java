package io.appkit.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.appkit.api.AppKitException;
import io.appkit.api.ErrorKind;
import io.appkit.api.execution.CancellationSource;
import io.appkit.api.files.FileContent;
import io.appkit.api.files.FileEntry;
import io.appkit.api.files.FileMetadata;
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
        assertThat(app.files.list("up", "/"))
                .containsExactly(new FileEntry(
                        "a.txt",
                        TestApp.ROOT + "/a.txt",
                        false,
                        OptionalLong.of(10),
                        Optional.of(Instant.ofEpochMilli(1763800000000L))));
        FileMetadata metadata =
                new FileMetadata(OptionalLong.of(10), "text/plain", Optional.of(Instant.parse("2026-11-22T10:00:00Z")));
        assertThat(app.files.metadata("up", TestApp.ROOT + "/a.txt")).isEqualTo(metadata);
        assertThat(app.files.preview("up", "a.txt").metadata()).isEqualTo(metadata);
        assertThat(app.files.preview("up", "a.txt").textPreview()).contains("0123456789");
        assertThat(app.files.exists("up", "a.txt")).isTrue();
        assertThat(app.files.exists("up", "b.txt")).isFalse();
        assertThat(app.files.read("up", "a.txt")).isEqualTo("0123456789");
    }

    @Test
    void readsAStreamAtItsOwnPace() throws Exception {
        ScriptedBody<List<ByteBuffer>> body = ScriptedBody.bytes(new byte[100_000], 1000);
        body(body);
        try (FileContent content = app.files.download("up", "b")) {
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
        ScriptedBody<List<ByteBuffer>> body = ScriptedBody.endless(List.of(List.of(ByteBuffer.allocate(1))));
        body(body);
        FileContent content = app.files.download("up", "b");
        content.close();
        content.close();
        assertThat(body.cancelled.await(20, TimeUnit.SECONDS)).isTrue();
        failsWith(ErrorKind.ABORTED, content.stream()::read);
    }

    @Test
    void aBrokenTransferNeverEndsEarly() {
        body(ScriptedBody.broken(List.of(List.of(ByteBuffer.allocate(5))), MemoryWorkspace.refused(0)));
        try (FileContent content = app.files.download("up", "b")) {
            failsWith(ErrorKind.CONNECTION, content.stream()::readAllBytes);
        }
    }

    @Test
    void aDeadlineEndsATransfer() {
        body(ScriptedBody.endless(List.of()));
        try (FileContent content = app.files.within(Duration.ofMillis(100)).download("up", "b")) {
            failsWith(ErrorKind.TIMEOUT, content.stream()::read);
        }
    }

    @Test
    void aCancellationEndsATransfer() {
        body(ScriptedBody.endless(List.of()));
        CancellationSource unwanted = new CancellationSource();
        try (FileContent content = app.files.until(unwanted).download("up", "b")) {
            CompletableFuture<Void> later = CompletableFuture.runAsync(unwanted::cancel);
            failsWith(ErrorKind.ABORTED, content.stream()::read);
            later.join();
        }
    }

    @Test
    void aStoppingPluginEndsATransfer() {
        body(ScriptedBody.endless(List.of()));
        try (FileContent content = app.files.download("up", "b")) {
            app.plugin.stop();
            failsWith(ErrorKind.ABORTED, content.stream()::read);
        }
    }

    @Test
    void writesAStreamOfAnyLength() {
        byte[] bytes = "0123456789".repeat(10_000).getBytes(StandardCharsets.UTF_8);
        app.files.upload("up", "b", new ByteArrayInputStream(bytes), OptionalLong.empty(), true);
        assertThat(app.workspace.files.get(TestApp.ROOT + "/b")).isEqualTo(bytes);
        app.files.upload("up", "c", new ByteArrayInputStream(bytes), OptionalLong.of(bytes.length), false);
        assertThat(app.workspace.files.get(TestApp.ROOT + "/c")).isEqualTo(bytes);
        refused(409, () -> app.files.upload("up", "c", InputStream.nullInputStream(), OptionalLong.of(0), false));
    }

    @Test
    void refusesToWriteWhatIsTooLargeOrEndsEarly() {
        byte[] bytes = new byte[200 << 10];
        refused(413, () -> app.files.upload("up", "b", new ByteArrayInputStream(bytes), OptionalLong.empty(), true));
        refused(413, () -> app.files.upload("up", "b", new ByteArrayInputStream(bytes), OptionalLong.of(5), true));
        refused(
                413,
                () -> app.files.upload("up", "b", InputStream.nullInputStream(), OptionalLong.of(200 << 10), true));
        failsWith(
                ErrorKind.ABORTED,
                () -> app.files.upload("up", "b", InputStream.nullInputStream(), OptionalLong.of(5), true));
        assertThat(app.workspace.files).containsOnlyKeys(TestApp.ROOT + "/a.txt");
    }

    @Test
    void aBodyThatCannotBeReadWritesNothing() throws IOException {
        InputStream broken = InputStream.nullInputStream();
        broken.close();
        failsWith(ErrorKind.ABORTED, () -> app.files.upload("up", "b", broken, OptionalLong.empty(), true));
        assertThat(app.workspace.files).doesNotContainKey(TestApp.ROOT + "/b");
    }

    @Test
    void anInterruptedThreadWaitsNoLonger() {
        app.workspace.answer("HEAD " + FILE + "/slow", new CompletableFuture<>());
        Thread.currentThread().interrupt();
        failsWith(ErrorKind.ABORTED, () -> app.files.metadata("up", "slow"));
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void createsAndDeletes() {
        app.files.createDirectory("up", "d");
        assertThat(app.files.exists("up", "d")).isTrue();
        app.files.delete("up", "d");
        assertThat(app.files.exists("up", "d")).isFalse();
        refused(404, () -> app.files.delete("up", "d"));
    }

    @Test
    void tellsErrorsByTheirStatus() {
        refused(404, () -> app.files.metadata("up", "no"));
        app.workspace.file(TestApp.ROOT + "/long", "0123456789x");
        refused(413, () -> app.files.read("up", "long"));
        app.workspace.fail("HEAD " + FILE + "/gone", 0);
        failsWith(ErrorKind.CONNECTION, () -> app.files.metadata("up", "gone"));
        failsWith(
                ErrorKind.AUTHENTICATION,
                () -> app.files.asUser(Browser.withoutToken("u")).list("up", ""));
    }

    @Test
    void refusesBeforeAnyCall() {
        app.calls();
        assertThatThrownBy(() -> app.files.list("none", ""))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("There is no volume 'none'; there are: up");
        assertThatThrownBy(() -> app.files.list("up", "/Volumes/main/default/other"))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> app.files.delete("up", "/")).isInstanceOf(IllegalArgumentException.class);
        app.volumes.put("up", TestApp.policy("denyAll"));
        app.changed();
        assertThatThrownBy(() -> app.files.read("up", "a.txt")).isInstanceOf(PolicyDeniedException.class);
        assertThatThrownBy(() -> app.files.upload(
                        "up", "a.txt", new ByteArrayInputStream(new byte[1]), OptionalLong.empty(), true))
                .isInstanceOf(PolicyDeniedException.class);
        assertThat(app.calls()).isEmpty();
    }

    private void body(ScriptedBody<List<ByteBuffer>> body) {
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
