package io.appkit.files;

import static org.assertj.core.api.Assertions.assertThat;

import io.appkit.files.multipart.PartSizes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/** The plugin with small parts. */
final class PartsApp {

    static final int PART = 1000;
    static final String FILE = TestApp.ROOT + "/a b.bin";
    static final String URL = "/api/2.0/fs/files" + TestApp.ROOT + "/a%20b.bin";

    final TestApp app = new TestApp();
    final MemoryStorage storage = app.workspace.storage;

    PartsApp(Path folder) {
        this(folder, new PartSizes(2 * PART, PART, 100));
    }

    PartsApp(Path folder, PartSizes sizes) {
        app.spool = folder.resolve("spool");
        app.sizes = sizes;
        app.volumes.put("up", TestApp.policy("allowAll"));
        app.start(Duration.ZERO);
    }

    /** Sends a file, and waits for the answer. */
    Browser upload(RandomBody body) throws Exception {
        Browser browser = begin(body);
        browser.end();
        return browser;
    }

    Browser begin(RandomBody body) throws Exception {
        return begin(body, true);
    }

    Browser begin(RandomBody body, boolean overwrite) throws Exception {
        Browser browser = new Browser().method("POST").query("path", "a b.bin");
        browser.query("overwrite", String.valueOf(overwrite));
        browser.header("Content-Length", String.valueOf(body.bytes.length));
        browser.content = body;
        return app.begin("upload", "up", browser);
    }

    void assertWritten(RandomBody body) throws IOException {
        assertThat(app.workspace.files.get(FILE)).isEqualTo(body.bytes);
        assertNothingLeft();
    }

    /** No session and no file of a part; waits for it, as a client that leaves is answered before. */
    void assertNothingLeft() throws IOException {
        await(storage.sessions::isEmpty);
        await(() -> kept().isEmpty());
    }

    /** Open files of parts: where the system can, they have no name any more. */
    List<String> kept() {
        Path descriptors = Path.of("/proc/self/fd");
        try (Stream<Path> files = Files.list(Files.isDirectory(descriptors) ? descriptors : app.spool)) {
            return files.map(PartsApp::target)
                    .filter(file -> file.startsWith(app.spool.toAbsolutePath().toString()))
                    .toList();
        } catch (IOException e) {
            return List.of();
        }
    }

    private static String target(Path file) {
        try {
            return Files.isSymbolicLink(file) ? Files.readSymbolicLink(file).toString() : file.toString();
        } catch (IOException e) {
            return "";
        }
    }

    /** How often something has been asked for. */
    long count(String part) {
        return app.workspace.calls.stream().filter(call -> call.contains(part)).count();
    }

    static void await(BooleanSupplier condition) {
        long end = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("it takes too long").isLessThan(end);
            Thread.onSpinWait();
        }
    }
}
