package io.appkit.server;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.appkit.api.AppKitException;
import io.appkit.api.ErrorKind;
import io.appkit.api.stream.ByteAnswer;
import java.io.ByteArrayInputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.StandardSocketOptions;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.zip.CRC32;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Bodies that are taken as they come. */
@Timeout(120)
class UploadTest {

    private static final int LARGE = 64 << 20;
    private static final int LONGEST_PIECE = 64 * 1024;

    @TempDir
    Path folder;

    /** One upload: what is taken of it, and its answer. */
    private record Upload(Intake intake, ByteAnswer answer) {}

    private final BlockingQueue<Upload> uploads = new LinkedBlockingQueue<>();
    private TestServer server;

    @BeforeEach
    void start() throws Exception {
        server = new TestServer(folder, Map.of());
        server.platform.route("POST", "/upload", exchange -> {
            ByteAnswer answer = exchange.answerLater();
            Intake intake = Intake.ofAll();
            exchange.content().subscribe(intake);
            intake.whole.whenComplete((sum, error) -> answer(answer, intake, error));
            uploads.add(new Upload(intake, answer));
        });
        server.platform.route("POST", "/told", exchange -> {
            ByteAnswer answer = exchange.answerLater();
            Intake intake = Intake.asTold();
            exchange.content().subscribe(intake);
            uploads.add(new Upload(intake, answer));
        });
    }

    @AfterEach
    void stop() throws Exception {
        server.close();
    }

    private static void answer(ByteAnswer answer, Intake intake, Throwable error) {
        if (error != null) {
            answer.fail(error);
            return;
        }
        String text = intake.bytes + " " + intake.whole.join();
        answer.begin(200, Map.of("Content-Type", "text/plain"));
        answer.send(List.of(ByteBuffer.wrap(text.getBytes(UTF_8)))).thenRun(answer::finish);
    }

    private Upload next() throws InterruptedException {
        return uploads.poll(20, TimeUnit.SECONDS);
    }

    private void awaitNoLease() {
        await("lease", () -> server.platform.openLeases.get() == 0);
    }

    private static void await(String what, java.util.function.BooleanSupplier condition) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as(what).isLessThan(end);
            Thread.onSpinWait();
        }
    }

    private static byte[] bytes(int length) {
        byte[] bytes = new byte[length];
        new Random(length).nextBytes(bytes);
        return bytes;
    }

    private static String sum(byte[] bytes) {
        CRC32 checksum = new CRC32();
        checksum.update(bytes);
        return bytes.length + " " + checksum.getValue();
    }

    @ParameterizedTest
    @CsvSource({
        "true, application/octet-stream",
        "false, application/octet-stream",
        "true, application/json",
        "false, application/x-www-form-urlencoded",
        "true, application/x-www-form-urlencoded",
        "true, multipart/form-data; boundary=x",
        "true, text/plain; charset=nothing-known"
    })
    void anUploadOfAnyTypeArrivesAsItIs(boolean length, String type) throws Exception {
        byte[] body = bytes(LARGE);

        HttpResponse<String> response = server.send(server.request("/api/demo/upload?a=b")
                .header("Content-Type", type)
                .header("Content-Encoding", "gzip")
                .POST(
                        length
                                ? BodyPublishers.ofByteArray(body)
                                : BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(body))));

        assertThat(response.body()).isEqualTo(sum(body));
        assertThat(next().intake().longestPiece.get()).isLessThanOrEqualTo(LONGEST_PIECE);
        awaitNoLease();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 65536, 65537})
    void soDoSmallOnesAndNone(int length) throws Exception {
        byte[] body = bytes(length);
        HttpRequest.Builder request = server.request("/api/demo/upload");

        assertThat(server.send(request.POST(BodyPublishers.ofByteArray(body))).body())
                .isEqualTo(sum(body));
        assertThat(server.send(request.POST(BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(body))))
                        .body())
                .isEqualTo(sum(body));
    }

    @Test
    void theConnectionIsUsedAgainAfterAnUpload() throws Exception {
        byte[] body = bytes(300_000);
        try (Socket socket = server.openKept("POST /api/demo/upload", List.of("Content-Length: " + body.length))) {
            socket.getOutputStream().write(body);
            assertThat(RawAnswer.read(socket).head())
                    .startsWith("HTTP/1.1 200 ")
                    .doesNotContain("close");
            socket.getOutputStream().write(chunkedHead("/api/demo/upload"));
            socket.getOutputStream().write("3\r\nabc\r\n0\r\n\r\n".getBytes(ISO_8859_1));
            assertThat(RawAnswer.read(socket).head())
                    .startsWith("HTTP/1.1 200 ")
                    .doesNotContain("close");
            socket.getOutputStream().write("GET /health HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(ISO_8859_1));
            assertThat(RawAnswer.read(socket).head()).startsWith("HTTP/1.1 200 ");
        }
    }

    @Test
    void aSlowTakerHoldsBackTheSender() throws Exception {
        try (SocketChannel channel = SocketChannel.open(new InetSocketAddress("127.0.0.1", server.port()));
                Selector selector = Selector.open()) {
            channel.setOption(StandardSocketOptions.SO_SNDBUF, LONGEST_PIECE);
            channel.write(ByteBuffer.wrap(("POST /api/demo/told HTTP/1.1\r\nHost: x\r\nContent-Length: " + LARGE
                            + "\r\nConnection: close\r\n\r\n")
                    .getBytes(ISO_8859_1)));
            channel.configureBlocking(false);
            channel.register(selector, SelectionKey.OP_WRITE);
            ByteBuffer rest = ByteBuffer.wrap(bytes(LARGE));
            Upload upload = next();
            upload.intake().request(2);
            while (rest.hasRemaining() && (channel.write(rest) > 0 || selector.select(500) > 0)) {
                selector.selectedKeys().clear();
            }

            assertThat(rest.remaining()).as("held back").isGreaterThan(LARGE / 2);
            assertThat(upload.intake().bytes.get()).isPositive().isLessThanOrEqualTo(2 * LONGEST_PIECE);
            upload.intake().request(Long.MAX_VALUE);
            while (rest.hasRemaining()) {
                if (channel.write(rest) == 0) {
                    selector.select();
                    selector.selectedKeys().clear();
                }
            }
            upload.intake().whole.get(20, TimeUnit.SECONDS);
            assertThat(upload.intake().bytes.get()).isEqualTo(LARGE);
            upload.answer().begin(204, Map.of());
            upload.answer().finish();
            awaitNoLease();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "Content-Length: 1000, abc, true",
        "Content-Length: 1000, abc, false",
        "Transfer-Encoding: chunked, '3\r\nabc\r\n', true",
        "Transfer-Encoding: chunked, '3\r\nabc\r\n', false",
        "Transfer-Encoding: chunked, '3\r\nabc\r\n5\r\nab', false"
    })
    void aPartIsNotTakenForTheWhole(String header, String sent, boolean halfClosed) throws Exception {
        Upload upload;
        try (Socket socket = server.openKept("POST /api/demo/upload", List.of(header))) {
            upload = next();
            socket.getOutputStream().write(sent.getBytes(ISO_8859_1));
            await("some", () -> upload.intake().bytes.get() >= 3);
            assertThat(upload.intake().whole).isNotDone();
            if (halfClosed) {
                socket.shutdownOutput();
                assertThat(new String(socket.getInputStream().readAllBytes(), ISO_8859_1))
                        .doesNotStartWith("HTTP/1.1 2");
            }
        }
        await("end", upload.intake().whole::isDone);
        assertThat(upload.intake().error())
                .isInstanceOfSatisfying(
                        AppKitException.class, error -> assertThat(error.kind()).isEqualTo(ErrorKind.ABORTED));
        awaitNoLease();
    }

    @Test
    void aBodyLongerThanAnnouncedEndsWhereItWasToEnd() throws Exception {
        try (Socket socket = server.openKept("POST /api/demo/upload", List.of("Content-Length: 3"))) {
            socket.getOutputStream().write("abcdefgh\r\n\r\n".getBytes(ISO_8859_1));
            assertThat(RawAnswer.read(socket).body()).isEqualTo(sum("abc".getBytes(UTF_8)));
            assertThat(RawAnswer.read(socket).head()).startsWith("HTTP/1.1 400");
        }
    }

    @Test
    void malformedChunksAreNoBody() throws Exception {
        try (Socket socket = server.openKept("POST /api/demo/upload", List.of("Transfer-Encoding: chunked"))) {
            socket.getOutputStream().write("3\r\nabc\r\nZZ\r\n".getBytes(ISO_8859_1));
            Upload upload = next();
            await("end", upload.intake().whole::isDone);
            assertThat(upload.intake().error()).isInstanceOf(AppKitException.class);
        }
        awaitNoLease();
    }

    @Test
    void aClientThatLeavesIsNoticedWhileItSends() throws Exception {
        Upload upload;
        CountDownLatch gone = new CountDownLatch(1);
        try (Socket socket = server.openKept("POST /api/demo/told", List.of("Content-Length: " + LARGE))) {
            upload = next();
            upload.answer().cancellation().onCancel(gone::countDown);
            upload.intake().request(Long.MAX_VALUE);
            socket.getOutputStream().write(bytes(1 << 20));
            await("some", () -> upload.intake().bytes.get() > 0);
            socket.setSoLinger(true, 0);
        }
        await("end", upload.intake().whole::isDone);
        upload.answer().fail(new IllegalStateException("cut"));
        awaitNoLease();
        assertThat(upload.intake().error()).isInstanceOf(AppKitException.class);
        assertThat(gone.await(20, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void aClientThatLeavesIsNoticedAfterItHasSent() throws Exception {
        Upload upload;
        CountDownLatch gone = new CountDownLatch(1);
        try (Socket socket = server.openKept("POST /api/demo/told", List.of("Content-Length: 3"))) {
            upload = next();
            upload.answer().cancellation().onCancel(gone::countDown);
            upload.intake().request(1);
            socket.getOutputStream().write("abc".getBytes(ISO_8859_1));
            upload.intake().whole.get(20, TimeUnit.SECONDS);
        }
        assertThat(gone.await(20, TimeUnit.SECONDS)).isTrue();
        awaitNoLease();
    }

    @Test
    void theEndOfTheAnswerIsTheEndOfTheContent() throws Exception {
        try (Socket socket = server.openKept("POST /api/demo/told", List.of("Content-Length: 1000"))) {
            Upload upload = next();
            upload.intake().request(1);
            socket.getOutputStream().write("abc".getBytes(ISO_8859_1));
            await("some", () -> upload.intake().bytes.get() == 3);
            upload.answer().fail(new AppKitException(ErrorKind.SERVER, 507, "full", "Disk full", null, null));
            await("end", upload.intake().whole::isDone);
            assertThat(upload.intake().error()).isInstanceOf(AppKitException.class);
            assertThat(RawAnswer.read(socket).head()).startsWith("HTTP/1.1 507");
        }
        awaitNoLease();
    }

    @Test
    void oneThatCancelsHearsNothingMore() throws Exception {
        try (Socket socket = server.openKept("POST /api/demo/told", List.of("Content-Length: 1000"))) {
            Upload upload = next();
            upload.intake().request(Long.MAX_VALUE);
            socket.getOutputStream().write("abc".getBytes(ISO_8859_1));
            await("some", () -> upload.intake().bytes.get() == 3);
            upload.intake().subscription.get().cancel();
            socket.getOutputStream().write(new byte[997]);
            upload.answer().begin(200, Map.of());
            upload.answer().finish();
            assertThat(RawAnswer.read(socket).head()).startsWith("HTTP/1.1 200");
            assertThat(upload.intake().bytes.get()).isEqualTo(3);
            assertThat(upload.intake().whole).isNotDone();
        }
    }

    @Test
    void thereIsOneTakerAndOnlyForALaterAnswer() throws Exception {
        server.platform.route("POST", "/twice", exchange -> {
            ByteAnswer answer = exchange.answerLater();
            exchange.content().subscribe(Intake.asTold());
            Intake second = Intake.ofAll();
            exchange.content().subscribe(second);
            answer.fail(second.error());
        });
        server.platform.route("POST", "/now", exchange -> exchange.content().subscribe(Intake.ofAll()));

        assertThat(server.send(server.request("/api/demo/twice").POST(BodyPublishers.ofString("x")))
                        .body())
                .contains("can be taken once");
        assertThat(server.send(server.request("/api/demo/now").POST(BodyPublishers.ofString("x")))
                        .statusCode())
                .isEqualTo(500);
    }

    private static byte[] chunkedHead(String path) {
        return ("POST " + path + " HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n")
                .getBytes(ISO_8859_1);
    }
}
