package io.appkit.files;

import static org.assertj.core.api.Assertions.assertThat;

import io.appkit.api.config.ByteSize;
import io.appkit.files.MemoryStorage.Fault;
import io.appkit.files.volume.FilesSettings;
import io.appkit.files.volume.VolumeAuth;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Uploads in parts that do not come to their end. */
class PartsEndTest {

    private static final String INITIATE = "POST " + PartsApp.URL + "?action=initiate-upload&overwrite=true";
    private static final String LINKS = "POST /api/2.0/fs/create-upload-part-urls";
    private static final String COMPLETE =
            "POST " + PartsApp.URL + "?action=complete-upload&upload_type=multipart&session_token";

    @TempDir
    Path folder;

    private PartsApp parts;
    private MemoryStorage storage;

    @BeforeEach
    void start() {
        parts = new PartsApp(folder);
        storage = parts.storage;
        parts.app.workspace.file(PartsApp.FILE, "old");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 999, 1000, 1001, 1999, 2000, 2001, 3999, 4000, 4001, 4320, 4321})
    void aBodyThatFailsLeavesNothing(int after) throws Exception {
        RandomBody body = body().failing(after, new IllegalStateException("gone"));
        assertThat(parts.upload(body).text()).contains("Internal Server Error");
        assertDropped();
        assertThat(body.delivered).hasValue(after);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1000, 3999, 4320})
    void aBodyThatEndsEarlyLeavesNothing(int after) throws Exception {
        parts.upload(body().ending(after));
        assertDropped();
    }

    @Test
    void aBodyThatGoesOnIsTooLarge() throws Exception {
        RandomBody body = body();
        Browser browser = new Browser().method("POST").query("path", "a b.bin");
        browser.header("Content-Length", "4320").content = body;
        assertThat(parts.app.ask("upload", "up", browser).status).isEqualTo(413);
        assertDropped();
        assertThat(body.cancelled.await(20, TimeUnit.SECONDS)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {INITIATE, LINKS, COMPLETE})
    void aClientThatLeavesDuringACallLeavesNothing(String call) throws Exception {
        parts.app.workspace.answer(call, new CompletableFuture<>());
        Browser browser = parts.begin(body());
        PartsApp.await(() -> parts.app.workspace.calls.contains("app " + call));
        browser.gone.cancel();
        assertThat(browser.end()).isEqualTo("broken");
        assertDropped();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 1000, 1500, 4320})
    void aClientThatLeavesDuringItsBodyLeavesNothing(int after) throws Exception {
        RandomBody body = body().stalling(after);
        Browser browser = parts.begin(body);
        PartsApp.await(() -> body.delivered.get() == after && body.asked.get() > 0);
        browser.gone.cancel();
        assertThat(browser.end()).isEqualTo("broken");
        assertThat(body.cancelled.await(20, TimeUnit.SECONDS)).isTrue();
        assertDropped();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 5})
    void aClientThatLeavesWhilePartsAreUnconfirmedLeavesNothing(int confirmed) throws Exception {
        storage.answers = false;
        Browser browser = parts.begin(body());
        for (int part = 1; part < confirmed; part++) {
            PartsApp.await(() -> !storage.unanswered.isEmpty());
            storage.unanswered.remove(0).answer();
        }
        PartsApp.await(() -> !storage.unanswered.isEmpty());
        browser.gone.cancel();
        assertThat(browser.end()).isEqualTo("broken");
        assertDropped();
        PartsApp.await(() -> storage.open.get() == 0);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void aClientThatLeavesAtAnyTimeLeavesNothingOrAllOfTheFile(long seed) throws Exception {
        Random random = new Random(seed);
        for (int round = 0; round < 40; round++) {
            RandomBody body = new RandomBody(4321, 300, random.nextLong());
            storage.fault(1 + random.nextInt(5), new Fault(503, random.nextInt(PartsApp.PART), true));
            Browser browser = parts.begin(body);
            for (int wait = random.nextInt(200_000); wait > 0; wait--) {
                Thread.onSpinWait();
            }
            browser.gone.cancel();
            browser.end();
            parts.assertNothingLeft();
            byte[] written = parts.app.workspace.files.get(PartsApp.FILE);
            assertThat(written.length == 3 || Arrays.equals(written, body.bytes))
                    .isTrue();
            parts.app.workspace.file(PartsApp.FILE, "old");
        }
    }

    @Test
    void aClientThatLeavesWhileAPartWaitsToBeSentAgainLeavesNothing() throws Exception {
        storage.fault(1, Fault.cut(10));
        RandomBody body = body().stalling(900);
        Browser browser = parts.begin(body);
        PartsApp.await(() -> body.delivered.get() == 900);
        browser.gone.cancel();
        assertDropped();
        assertThat(storage.attempts).containsExactly(1);
    }

    @Test
    void anUploadThatTakesTooLongLeavesNothing() throws Exception {
        parts.app.general = new FilesSettings(
                Optional.of(Duration.ofMillis(300)),
                ByteSize.parse("5gb"),
                ByteSize.parse("10mb"),
                List.of(),
                VolumeAuth.SERVICE_PRINCIPAL,
                10_000,
                false);
        RandomBody body = body().stalling(2500);
        assertThat(parts.upload(body).text()).contains("Internal Server Error");
        assertDropped();
    }

    @Test
    void aStoppingPluginLeavesNothing() throws Exception {
        RandomBody body = body().stalling(2500);
        Browser browser = parts.begin(body);
        PartsApp.await(() -> body.delivered.get() == 2500);
        parts.app.plugin.stop();
        assertThat(browser.text()).contains("Internal Server Error");
        assertDropped();
        assertThat(parts.app.spool).doesNotExist();
    }

    @Test
    void thatNothingCanBeDroppedDoesNotHideTheError() throws Exception {
        parts.app.workspace.fail("POST /api/2.0/fs/create-abort-upload-url", 500);
        storage.outages.put(2, Fault.status(507));
        assertThat(parts.upload(body()).status).isEqualTo(507);
    }

    @ParameterizedTest
    @CsvSource({"1, true", "1, false", "2, true"})
    void aLostConfirmationOfTheFileIsFoundOut(int lost, boolean done) throws Exception {
        RandomBody body = body();
        storage.completes = done;
        storage.lostAnswers = lost;
        parts.app.workspace.modified = MemoryWorkspace.httpDate(60);
        assertThat(parts.upload(body).status).isEqualTo(200);
        parts.assertWritten(body);
    }

    @Test
    void anOlderFileOfTheSameLengthIsNotTakenForTheNewOne() throws Exception {
        parts.app.workspace.file(PartsApp.FILE, "x".repeat(4321));
        parts.app.workspace.fail(COMPLETE, 0);
        parts.app.workspace.modified = MemoryWorkspace.httpDate(-3600);
        assertThat(parts.upload(body()).status).isEqualTo(500);
        parts.assertNothingLeft();
    }

    @Test
    void aFileOfAnotherLengthIsNotTakenForTheNewOne() throws Exception {
        parts.app.workspace.fail(COMPLETE, 503);
        parts.app.workspace.modified = MemoryWorkspace.httpDate(60);
        assertThat(parts.upload(body()).status).isEqualTo(503);
        assertDropped();
    }

    @Test
    void nothingThatIsSaidShowsALinkOrAToken() throws Exception {
        storage.outages.put(2, Fault.status(403));
        assertThat(parts.upload(body()).text()).doesNotContain("secret");
    }

    private void assertDropped() throws Exception {
        parts.assertNothingLeft();
        assertThat(parts.app.workspace.files.get(PartsApp.FILE)).asString().isEqualTo("old");
    }

    private static RandomBody body() {
        return new RandomBody(4321, 300, 7);
    }
}
