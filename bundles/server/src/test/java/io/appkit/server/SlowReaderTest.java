package io.appkit.server;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Clients that read the page's files slowly, or not at all: they hold no thread, and lose nothing. */
@Timeout(60)
class SlowReaderTest {

    private static final int THREADS = 8;
    private static final int LARGE = 32 << 20;
    private static final int KEPT = 1 << 20;
    private static final int AHEAD = 24;

    @TempDir
    Path app;

    private TestServer server;
    private final List<Socket> sockets = new ArrayList<>();

    @BeforeEach
    void start() throws Exception {
        Path dist = Files.createDirectories(app.resolve("dist"));
        Files.writeString(dist.resolve("index.html"), "<html><body>" + "x".repeat(KEPT) + "</body></html>");
        Files.write(dist.resolve("kept.js"), new byte[KEPT]);
        Files.write(dist.resolve("large.js"), new byte[LARGE]);
        server = new TestServer(app, Map.of(), null, THREADS);
    }

    @AfterEach
    void stop() throws Exception {
        for (Socket socket : sockets) {
            socket.close();
        }
        server.close();
    }

    private Socket open(String path, String... headers) throws IOException {
        Socket socket = server.openKept("GET " + path, List.of(headers));
        sockets.add(socket);
        return socket;
    }

    /** Asks for a file again and again before its first answer is read. */
    private Socket openAhead(String path) throws IOException {
        Socket socket = open(path);
        String again = "GET " + path + " HTTP/1.1\r\nHost: localhost\r\n\r\n";
        socket.getOutputStream().write(again.repeat(AHEAD - 1).getBytes(ISO_8859_1));
        return socket;
    }

    private void assertThatServerIsFree() throws Exception {
        assertThat(server.send(server.request("/health")).statusCode()).isEqualTo(200);
    }

    @Test
    void aLargeFileWaitsForItsReaders() throws Exception {
        for (int i = 0; i < 2 * THREADS; i++) {
            open("/large.js", "Connection: close");
        }
        assertThatServerIsFree();
        Socket last = sockets.get(sockets.size() - 1);
        assertThat(body(last)).isEqualTo(LARGE);
    }

    @Test
    void soDoSmallOnesAndThePage() throws Exception {
        for (int i = 0; i < THREADS; i++) {
            openAhead("/kept.js");
            openAhead("/");
        }
        assertThatServerIsFree();
        InputStream in = sockets.get(0).getInputStream();
        for (int i = 0; i < AHEAD; i++) {
            int length = length(head(in));
            assertThat(length).isEqualTo(KEPT);
            in.skipNBytes(length);
        }
    }

    @Test
    void aPartOfALargeFileIsThatPart() throws Exception {
        try (FileChannel file = FileChannel.open(app.resolve("dist/large.js"), StandardOpenOption.WRITE)) {
            file.write(java.nio.ByteBuffer.wrap("needle".getBytes(ISO_8859_1)), 20 << 20);
        }
        int first = 20 << 20;
        InputStream in = open("/large.js", "Range: bytes=" + first + "-" + (first + 5), "Connection: close")
                .getInputStream();

        assertThat(head(in)).startsWith("HTTP/1.1 206");
        assertThat(new String(in.readAllBytes(), ISO_8859_1)).isEqualTo("needle");
    }

    @Test
    void aFileThatBecomesShorterWhileItIsReadBreaksTheConnection() throws Exception {
        Socket socket = open("/large.js");
        int announced = length(head(socket.getInputStream()));
        try (FileChannel file = FileChannel.open(app.resolve("dist/large.js"), StandardOpenOption.WRITE)) {
            file.truncate(1);
        }

        assertThat(announced).isEqualTo(LARGE);
        assertThat(rest(socket)).isLessThan(announced);
    }

    @Test
    void aFileIsClosedWhenItsReaderLeaves() throws Exception {
        Path descriptors = Path.of("/proc/self/fd");
        assumeTrue(Files.isDirectory(descriptors), "open files cannot be seen on this system");
        Path large = app.resolve("dist/large.js").toRealPath();
        Socket whole = open("/large.js", "Connection: close");
        Socket left = open("/large.js");
        head(whole.getInputStream());
        head(left.getInputStream());
        assertThat(open(descriptors, large)).isEqualTo(2);

        left.close();
        assertThat(rest(whole)).isEqualTo(LARGE);
        long end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (open(descriptors, large) > 0) {
            assertThat(System.nanoTime()).as("the file is closed").isLessThan(end);
            Thread.onSpinWait();
        }
    }

    private static long open(Path descriptors, Path file) throws IOException {
        try (Stream<Path> all = Files.list(descriptors)) {
            return all.filter(descriptor -> leadsTo(descriptor, file)).count();
        }
    }

    private static boolean leadsTo(Path descriptor, Path file) {
        try {
            return Files.readSymbolicLink(descriptor).equals(file);
        } catch (IOException e) {
            return false;
        }
    }

    private static long body(Socket socket) throws IOException {
        assertThat(head(socket.getInputStream())).startsWith("HTTP/1.1 200");
        return rest(socket);
    }

    /** How many bytes come before the connection ends, in whatever way. */
    private static long rest(Socket socket) {
        byte[] buffer = new byte[1 << 16];
        long read = 0;
        try {
            for (int n = socket.getInputStream().read(buffer);
                    n >= 0;
                    n = socket.getInputStream().read(buffer)) {
                read += n;
            }
        } catch (IOException e) {
            return read;
        }
        return read;
    }

    private static String head(InputStream in) throws IOException {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        while (!head.toString(ISO_8859_1).endsWith("\r\n\r\n")) {
            int next = in.read();
            assertThat(next).isNotNegative();
            head.write(next);
        }
        return head.toString(ISO_8859_1);
    }

    private static int length(String head) {
        return head.lines()
                .filter(line -> line.regionMatches(true, 0, "Content-Length: ", 0, 16))
                .map(line -> Integer.parseInt(line.substring(16)))
                .findFirst()
                .orElseThrow();
    }
}
