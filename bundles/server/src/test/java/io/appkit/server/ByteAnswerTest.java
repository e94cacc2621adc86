package io.appkit.server;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.appkit.api.AppKitException;
import io.appkit.api.ErrorKind;
import io.appkit.api.stream.ByteAnswer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class ByteAnswerTest {

    @TempDir
    Path folder;

    private TestServer server;
    private final BlockingQueue<ByteAnswer> opened = new LinkedBlockingQueue<>();

    @BeforeEach
    void start() throws Exception {
        server = new TestServer(folder, Map.of());
        server.platform.route("GET", "/bytes", exchange -> opened.add(exchange.answerLater()));
    }

    @AfterEach
    void stop() throws Exception {
        server.close();
    }

    private static List<ByteBuffer> piece(String... texts) {
        return java.util.Arrays.stream(texts)
                .map(text -> ByteBuffer.wrap(text.getBytes(UTF_8)))
                .toList();
    }

    private ByteAnswer next() throws InterruptedException {
        return opened.poll(20, TimeUnit.SECONDS);
    }

    private void awaitNoLease() {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (server.platform.openLeases.get() > 0) {
            assertThat(System.nanoTime()).as("lease").isLessThan(end);
            Thread.onSpinWait();
        }
    }

    @Test
    void piecesArriveInOrderUnderTheGivenHeaders() throws Exception {
        CompletableFuture<HttpResponse<InputStream>> asked = asked();
        ByteAnswer answer = next();
        answer.begin(201, Map.of("Content-Type", "application/x-pieces", "X-One", "1"));
        answer.send(piece("ab", "c")).toCompletableFuture().get(20, TimeUnit.SECONDS);
        HttpResponse<InputStream> response = asked.get(20, TimeUnit.SECONDS);

        assertThat(response.statusCode()).isEqualTo(201);
        assertThat(response.headers().firstValue("x-one")).contains("1");
        assertThat(response.body().readNBytes(3)).isEqualTo("abc".getBytes(UTF_8));
        answer.send(piece("d")).toCompletableFuture().get(20, TimeUnit.SECONDS);
        answer.finish();
        assertThat(response.body().readAllBytes()).isEqualTo("d".getBytes(UTF_8));
        awaitNoLease();
        assertThat(answer.cancellation().isCancelled()).isFalse();
    }

    @Test
    void anErrorBeforeTheFirstPieceIsAnswered() throws Exception {
        CompletableFuture<HttpResponse<InputStream>> asked = asked();
        next().fail(new AppKitException(ErrorKind.UNAVAILABLE, "inside", "Not now"));
        HttpResponse<InputStream> response = asked.get(20, TimeUnit.SECONDS);

        assertThat(response.statusCode()).isEqualTo(503);
        assertThat(new String(response.body().readAllBytes(), UTF_8)).isEqualTo("{\"error\":\"Not now\"}");
        awaitNoLease();
    }

    @Test
    void soIsOneAfterTheHeadersWhichAreForgotten() throws Exception {
        CompletableFuture<HttpResponse<InputStream>> asked = asked();
        ByteAnswer answer = next();
        answer.begin(201, Map.of("X-One", "1"));
        answer.fail(new AppKitException(ErrorKind.UNAVAILABLE, "inside", "Not now"));
        HttpResponse<InputStream> response = asked.get(20, TimeUnit.SECONDS);

        assertThat(response.statusCode()).isEqualTo(503);
        assertThat(response.headers().firstValue("x-one")).isEmpty();
        assertThat(new String(response.body().readAllBytes(), UTF_8)).isEqualTo("{\"error\":\"Not now\"}");
        awaitNoLease();
    }

    @Test
    void anAnswerWithoutAPieceIsItsHeaders() throws Exception {
        CompletableFuture<HttpResponse<InputStream>> asked = asked();
        ByteAnswer answer = next();
        answer.begin(204, Map.of("X-One", "1"));
        answer.finish();
        HttpResponse<InputStream> response = asked.get(20, TimeUnit.SECONDS);

        assertThat(response.statusCode()).isEqualTo(204);
        assertThat(response.headers().firstValue("x-one")).contains("1");
        assertThat(response.body().readAllBytes()).isEmpty();
        awaitNoLease();
    }

    @Test
    void headsAreAnsweredWithTheLengthOfABodyThatDoesNotCome() throws Exception {
        try (Socket socket = server.openKept("HEAD /api/demo/bytes", List.of())) {
            ByteAnswer answer = next();
            answer.begin(200, Map.of("Content-Type", "text/csv", "Content-Length", "5368709120"));
            answer.finish();
            assertThat(head(socket)).startsWith("HTTP/1.1 200").contains("Content-Length: 5368709120");
            socket.getOutputStream().write("GET /api/demo/bytes HTTP/1.1\r\nHost: x\r\n\r\n".getBytes(ISO_8859_1));
            answer = next();
            answer.begin(206, Map.of("Content-Range", "bytes 0-2/9", "Content-Length", "3"));
            answer.send(piece("abc"));
            answer.finish();
            RawAnswer part = RawAnswer.read(socket);
            assertThat(part.head()).startsWith("HTTP/1.1 206").contains("content-range: bytes 0-2/9");
            assertThat(part.body()).isEqualTo("abc");
            socket.getOutputStream().write("GET /api/demo/bytes HTTP/1.1\r\nHost: x\r\n\r\n".getBytes(ISO_8859_1));
            answer = next();
            answer.begin(416, Map.of("Content-Range", "bytes */9"));
            answer.finish();
            assertThat(RawAnswer.read(socket).head())
                    .startsWith("HTTP/1.1 416")
                    .contains("content-range: bytes */9")
                    .doesNotContain("close");
        }
        awaitNoLease();
    }

    private static String head(Socket socket) throws IOException {
        StringBuilder head = new StringBuilder();
        while (!head.toString().endsWith("\r\n\r\n")) {
            head.append((char) socket.getInputStream().read());
        }
        return head.toString();
    }

    @Test
    void anAnswerShorterThanItsLengthIsABrokenOne() throws Exception {
        try (Socket socket = server.openKept("GET /api/demo/bytes", List.of())) {
            ByteAnswer answer = next();
            answer.begin(200, Map.of("Content-Length", "10"));
            answer.send(piece("abc"));
            answer.finish();
            head(socket);
            assertThat(socket.getInputStream().readNBytes(10)).hasSizeLessThan(10);
        }
        awaitNoLease();
    }

    @Test
    void anErrorAfterTheFirstPieceBreaksTheConnection() throws Exception {
        CompletableFuture<HttpResponse<InputStream>> asked = asked();
        ByteAnswer answer = next();
        answer.begin(200, Map.of());
        answer.send(piece("abc")).toCompletableFuture().get(20, TimeUnit.SECONDS);
        InputStream body = asked.get(20, TimeUnit.SECONDS).body();
        answer.fail(new IllegalStateException("cut"));

        assertThatThrownBy(body::readAllBytes).isInstanceOf(IOException.class);
        awaitNoLease();
    }

    @Test
    void aLargePieceGoesOutInLargeParts() throws Exception {
        try (Socket socket = server.openKept("GET /api/demo/bytes", List.of())) {
            ByteAnswer answer = next();
            answer.begin(200, Map.of());
            answer.send(List.of(ByteBuffer.allocate(1 << 20).asReadOnlyBuffer()));
            BufferedReader lines = new BufferedReader(new InputStreamReader(socket.getInputStream(), ISO_8859_1));
            while (!lines.readLine().isEmpty()) {
                // The head.
            }
            assertThat(lines.readLine()).as("length of a chunk").isEqualToIgnoringCase("10000");
        }
        awaitNoLease();
    }

    @Test
    void aClientThatDoesNotReadHoldsBackTheNextPieceButNoThread() throws Exception {
        byte[] large = new byte[32 << 20];
        try (Socket socket = server.open("GET /api/demo/bytes")) {
            ByteAnswer answer = next();
            answer.begin(200, Map.of());
            CompletableFuture<Void> sending =
                    answer.send(List.of(ByteBuffer.wrap(large))).toCompletableFuture();
            assertThat(server.send(server.request("/health")).statusCode()).isEqualTo(200);
            assertThat(sending).isNotDone();
            long read = 0;
            byte[] buffer = new byte[1 << 16];
            while (read < large.length) {
                read += socket.getInputStream().read(buffer);
            }
            sending.get(20, TimeUnit.SECONDS);
            answer.finish();
        }
        awaitNoLease();
    }

    @Test
    void aClientThatLeavesBeforeTheFirstPieceIsNoticed() throws Exception {
        Socket socket = server.open("GET /api/demo/bytes");
        ByteAnswer answer = next();
        CountDownLatch gone = new CountDownLatch(1);
        answer.cancellation().onCancel(gone::countDown);
        socket.close();

        assertThat(gone.await(20, TimeUnit.SECONDS)).isTrue();
        answer.fail(new IllegalStateException("too late"));
        assertThat(answer.send(piece("x"))).isCompletedExceptionally();
        awaitNoLease();
    }

    @Test
    void aClientThatLeavesInBetweenIsNoticed() throws Exception {
        Socket socket = server.open("GET /api/demo/bytes");
        ByteAnswer answer = next();
        CountDownLatch gone = new CountDownLatch(1);
        answer.cancellation().onCancel(gone::countDown);
        answer.begin(200, Map.of());
        CompletableFuture<Void> sending =
                answer.send(List.of(ByteBuffer.allocate(32 << 20))).toCompletableFuture();
        socket.close();

        assertThat(gone.await(20, TimeUnit.SECONDS)).isTrue();
        // The container may have called the piece written before it saw the connection break.
        sending.handle((nothing, error) -> error).get(20, TimeUnit.SECONDS);
        awaitNoLease();
        assertThat(answer.send(piece("x"))).isCompletedExceptionally();
    }

    private CompletableFuture<HttpResponse<InputStream>> asked() {
        return CompletableFuture.supplyAsync(() -> {
            try {
                return server.stream(server.request("/api/demo/bytes"));
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        });
    }
}
