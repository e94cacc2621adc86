package io.appkit.files;

import static org.assertj.core.api.Assertions.assertThat;

import io.appkit.files.MemoryStorage.Fault;
import io.appkit.files.multipart.PartSizes;
import java.nio.file.Path;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How much of an upload in parts is on its way at the same time. */
class PartsMemoryTest {

    @TempDir
    Path folder;

    @Test
    void aSlowStorageSlowsTheClientDown() throws Exception {
        PartsApp parts = new PartsApp(folder, new PartSizes(1 << 20, 500_000, 100));
        parts.storage.takes = false;
        RandomBody body = new RandomBody(5_000_000, 64 << 10, 1).measured(parts.storage.released::get);
        Browser browser = parts.begin(body);
        PartsApp.await(() -> {
            parts.storage.all.forEach(MemoryStorage.Part::letGo);
            return browser.ended();
        });
        parts.assertWritten(body);
        assertThat(body.mostInFlight.get()).isBetween(1L, 64L << 10);
    }

    @Test
    void nothingIsReadAheadWhileThePartsWait() throws Exception {
        PartsApp parts = new PartsApp(folder, new PartSizes(1 << 20, 500_000, 100));
        parts.storage.answers = false;
        RandomBody body = new RandomBody(5_000_000, 64 << 10, 1).measured(parts.storage.released::get);
        Browser browser = parts.begin(body);
        PartsApp.await(() -> {
            parts.storage.unanswered.forEach(MemoryStorage.Part::answer);
            return browser.ended();
        });
        parts.assertWritten(body);
        assertThat(body.mostInFlight.get()).isBetween(64L << 10, 192L << 10);
    }

    @Test
    void noMoreThanThreePartsAreUnconfirmedAndTheyMayBeConfirmedInAnyOrder() throws Exception {
        PartsApp parts = new PartsApp(folder);
        MemoryStorage storage = parts.storage;
        storage.answers = false;
        RandomBody body = new RandomBody(6500, 100, 1);
        Browser browser = parts.begin(body);
        PartsApp.await(() -> storage.unanswered.size() == 1);
        assertThat(storage.attempts)
                .as("nothing follows the first part unconfirmed")
                .containsExactly(1);
        storage.unanswered.remove(0).answer();
        PartsApp.await(() -> storage.unanswered.size() == 3);
        assertThat(storage.attempts).containsExactly(1, 2, 3, 4);
        assertThat(parts.kept()).hasSize(3);
        answer(storage, 4);
        PartsApp.await(() -> storage.attempts.contains(5));
        assertThat(storage.attempts).doesNotContain(6);
        IntStream.of(2, 3).forEach(part -> answer(storage, part));
        PartsApp.await(() -> storage.unanswered.size() == 3);
        IntStream.of(7, 6, 5).forEach(part -> answer(storage, part));
        browser.end();
        parts.assertWritten(body);
    }

    @Test
    void othersGoOnWhileAPartIsSentAgain() throws Exception {
        PartsApp parts = new PartsApp(folder);
        MemoryStorage storage = parts.storage;
        RandomBody body = new RandomBody(6500, 100, 1);
        storage.answers = false;
        storage.fault(2, Fault.cut(500));
        Browser browser = parts.begin(body);
        PartsApp.await(() -> storage.unanswered.size() == 1);
        answer(storage, 1);
        for (int part = 3; part <= 7; part++) {
            int number = part;
            PartsApp.await(() -> storage.unanswered.stream().anyMatch(open -> open.number == number));
            answer(storage, part);
        }
        PartsApp.await(() -> storage.unanswered.size() == 1);
        answer(storage, 2);
        browser.end();
        parts.assertWritten(body);
    }

    private static void answer(MemoryStorage storage, int number) {
        MemoryStorage.Part part = storage.unanswered.stream()
                .filter(open -> open.number == number)
                .findFirst()
                .orElseThrow();
        storage.unanswered.remove(part);
        part.answer();
    }
}
