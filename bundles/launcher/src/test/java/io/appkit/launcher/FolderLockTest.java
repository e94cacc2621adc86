package io.appkit.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderLockTest {

    @TempDir
    Path folder;

    private Process first;

    @BeforeEach
    void anotherProcessHoldsTheFolder() throws IOException {
        first = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Holder.class.getName(),
                        folder.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        assertThat(first.inputReader().readLine()).isEqualTo("held");
    }

    @AfterEach
    void endIt() {
        first.destroyForcibly();
    }

    @Test
    void theSecondProcessIsToldWhoHasTheFolderAndSinceWhen() {
        assertThatExceptionOfType(FolderInUseException.class)
                .isThrownBy(() -> FolderLock.acquire(folder))
                .withMessageMatching(".* is in use by process " + first.pid() + ", running since 20\\S+Z");
    }

    @Test
    void aKilledProcessLeavesTheFolderFree() throws Exception {
        first.destroyForcibly().waitFor();

        try (FolderLock lock = FolderLock.acquire(folder)) {
            assertThat(lock).isNotNull();
        }
    }

    static final class Holder {

        public static void main(String[] args) throws Exception {
            FolderLock lock = FolderLock.acquire(Path.of(args[0]));
            System.out.println("held");
            System.in.read();
            lock.close();
        }
    }
}
