package io.appkit.files;

import static org.assertj.core.api.Assertions.assertThat;

import io.appkit.files.MemoryStorage.Fault;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PartsTest {

    @TempDir
    Path folder;

    private PartsApp parts;
    private MemoryStorage storage;
    private final RandomBody body = new RandomBody(4321, 300, 1);

    @BeforeEach
    void start() {
        parts = new PartsApp(folder);
        storage = parts.storage;
    }

    @Test
    void aLargeFileGoesInParts() throws Exception {
        assertThat(parts.upload(body).text()).isEqualTo("{\"success\":true}");
        parts.assertWritten(body);
        assertThat(storage.attempts).containsExactlyInAnyOrder(1, 2, 3, 4, 5);
        assertThat(parts.count("PUT")).isZero();
        assertThat(parts.app.workspace.calls)
                .first()
                .isEqualTo("app POST " + PartsApp.URL + "?action=initiate-upload&overwrite=true");
        assertThat(parts.app.workspace.calls)
                .last()
                .isEqualTo("app POST " + PartsApp.URL + "?action=complete-upload&upload_type=multipart&session_token");
    }

    @ParameterizedTest
    @ValueSource(ints = {2000, 2001, 3000, 2999, 90_000, 250_000})
    void filesOfAnyLengthArriveAsTheyAre(int length) throws Exception {
        RandomBody file = new RandomBody(length, 2500, length);
        parts.upload(file);
        parts.assertWritten(file);
        assertThat(storage.attempts).hasSizeLessThanOrEqualTo(100);
    }

    @Test
    void aShortFileGoesAsOne() throws Exception {
        RandomBody file = new RandomBody(1999, 300, 1);
        parts.upload(file);
        parts.assertWritten(file);
        assertThat(storage.attempts).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "1, 503, 0",
        "1, 500, 700",
        "1, 0, 999",
        "2, 429, 0",
        "2, 408, 500",
        "2, 0, 0",
        "3, 504, 1",
        "4, 0, 999",
        "5, 503, 0",
        "5, 0, 320",
        "5, 0, 321",
        "1, 0, 1000"
    })
    void aPartIsSentAgain(int part, int status, int after) throws Exception {
        storage.fault(part, new Fault(status, after, true), new Fault(status, after, true));
        assertThat(parts.upload(body).status).isEqualTo(200);
        parts.assertWritten(body);
        assertThat(storage.attempts.stream().filter(number -> number == part)).hasSize(3);
    }

    @Test
    void severalPartsAreSentAgainAtTheSameTime() throws Exception {
        IntStream.rangeClosed(1, 5).forEach(part -> storage.fault(part, Fault.cut(part * 60), Fault.status(503)));
        parts.upload(body);
        parts.assertWritten(body);
    }

    @Test
    void aPartWithoutETagIsSentAgain() throws Exception {
        storage.fault(2, new Fault(200, 0, false));
        parts.upload(body);
        parts.assertWritten(body);
        assertThat(storage.attempts).hasSize(6);
    }

    @Test
    void aPartThatIsNeverTakenEndsTheUpload() throws Exception {
        storage.outages.put(2, Fault.status(503));
        assertThat(parts.upload(body).text()).isEqualTo("{\"error\":\"Service Unavailable\",\"plugin\":\"files\"}");
        assertFailedAndDropped();
        assertThat(storage.attempts.stream().filter(number -> number == 2)).hasSize(3);
    }

    @Test
    void aPartThatIsRefusedIsNotSentAgain() throws Exception {
        storage.outages.put(3, Fault.status(400));
        assertThat(parts.upload(body).status).isEqualTo(400);
        assertFailedAndDropped();
        assertThat(storage.attempts.stream().filter(number -> number == 3)).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {401, 403})
    void anExpiredLinkIsRenewed(int status) throws Exception {
        storage.fault(1, Fault.status(status)).fault(3, Fault.status(status), Fault.status(status));
        parts.upload(body);
        parts.assertWritten(body);
        assertThat(parts.count("create-upload-part-urls")).isEqualTo(8);
    }

    @Test
    void renewingALinkIsNoAttempt() throws Exception {
        Fault expired = Fault.status(403);
        Fault broken = Fault.status(503);
        storage.fault(2, expired, expired, broken, expired, broken);
        parts.upload(body);
        parts.assertWritten(body);
    }

    @Test
    void aLaterPartThatIsForbiddenEndsTheUpload() throws Exception {
        storage.outages.put(2, Fault.status(403));
        assertThat(parts.upload(body).status).isEqualTo(403);
        assertFailedAndDropped();
        assertThat(storage.attempts.stream().filter(number -> number == 2)).hasSize(3);
    }

    @ParameterizedTest
    @CsvSource({"403, 0", "0, 0", "0, 500", "403, 400"})
    void whereTheStorageIsOutOfReachTheFileGoesAsOne(int status, int after) throws Exception {
        storage.outages.put(1, new Fault(status, after, true));
        assertThat(parts.upload(body).status).isEqualTo(200);
        parts.assertWritten(body);
        assertThat(storage.attempts).containsExactly(1, 1, 1);
        assertThat(parts.count("PUT")).isEqualTo(1);
        RandomBody next = new RandomBody(4000, 100, 2);
        parts.upload(next);
        parts.assertWritten(next);
        assertThat(parts.count("initiate-upload")).isEqualTo(1);
    }

    @Test
    void aStorageThatIsBrokenIsNotAvoided() throws Exception {
        storage.outages.put(1, Fault.status(500));
        assertThat(parts.upload(body).status).isEqualTo(500);
        assertFailedAndDropped();
    }

    @Test
    void aBodyThatFailsWhileTheFileGoesAsOneEndsIt() throws Exception {
        storage.outages.put(1, Fault.status(403));
        body.failing(3000, new IllegalStateException("gone"));
        assertThat(parts.upload(body).status).isEqualTo(500);
        assertFailedAndDropped();
    }

    @Test
    void withoutPlaceToKeepPartsTheUploadGoesOn() throws Exception {
        Files.createFile(parts.app.spool);
        parts.upload(body);
        assertThat(parts.app.workspace.files.get(PartsApp.FILE)).isEqualTo(body.bytes);
        storage.fault(2, Fault.status(503));
        assertThat(parts.upload(new RandomBody(4321, 300, 1)).status).isEqualTo(503);
        assertThat(storage.sessions).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"false, 200", "true, 503"})
    void aDiskThatFillsUpEndsRepeatingOnly(boolean broken, int status) throws Exception {
        if (broken) {
            storage.fault(3, new Fault(503, 100, true));
        }
        body.stalling(2500);
        Browser browser = parts.begin(body);
        PartsApp.await(() -> body.delivered.get() == 2500 && storage.attempts.contains(3));
        parts.app.kept.close();
        body.goOn();
        browser.end();
        assertThat(browser.status).isEqualTo(status);
        if (broken) {
            assertFailedAndDropped();
        } else {
            parts.assertWritten(body);
        }
    }

    @Test
    void whatAKilledServerLeftGoesAtTheBeginning() throws Exception {
        Path left = folder.resolve("other/spool");
        Files.createDirectories(left);
        Files.createFile(left.resolve("part1"));
        new PartsApp(folder.resolve("other"));
        assertThat(left).doesNotExist();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
    void whateverHappensAFileIsWholeOrNotThere(long seed) throws Exception {
        Random random = new Random(seed);
        int[] statuses = {0, 0, 0, 503, 500, 429, 408, 403, 401};
        for (int round = 0; round < 10; round++) {
            for (int part = 1; part <= 12; part++) {
                storage.faults.remove(part);
                for (int fault = random.nextInt(4); fault > 0; fault--) {
                    int status = statuses[random.nextInt(statuses.length)];
                    storage.fault(part, new Fault(status, random.nextInt(PartsApp.PART), true));
                }
            }
            RandomBody file = new RandomBody(2000 + random.nextInt(10_000), 1 + random.nextInt(700), random.nextLong());
            parts.app.workspace.files.clear();
            if (parts.upload(file).status == 200) {
                parts.assertWritten(file);
            } else {
                assertFailedAndDropped();
            }
        }
    }

    private void assertFailedAndDropped() throws Exception {
        assertThat(parts.app.workspace.files).isEmpty();
        parts.assertNothingLeft();
        assertThat(parts.count("complete-upload&")).isLessThanOrEqualTo(parts.count("initiate-upload"));
    }

    @Test
    void aLostPartOfTheConversationIsSaidAgain() throws Exception {
        parts.app
                .workspace
                .answer(
                        "POST " + PartsApp.URL + "?action=initiate-upload&overwrite=true",
                        CompletableFuture.failedFuture(MemoryWorkspace.refused(503)))
                .answer(
                        "POST " + PartsApp.URL + "?action=initiate-upload&overwrite=true",
                        storage.call(PartsApp.URL + "?action=initiate-upload&overwrite=true", null));
        parts.upload(body);
        parts.assertWritten(body);
    }
}
