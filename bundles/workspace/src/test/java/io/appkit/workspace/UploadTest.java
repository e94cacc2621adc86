package io.appkit.workspace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.appkit.api.AppKitException;
import io.appkit.api.ErrorKind;
import io.appkit.api.execution.Cancellation;
import io.appkit.api.execution.CancellationSource;
import io.appkit.api.platform.BearerToken;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class UploadTest {

    private static final String PATH = "/api/2.0/fs/files/Volumes/c/s/v/a.bin?overwrite=true";
    private static final Duration DEADLINE = Duration.ofMinutes(1);
    private static final int MB = 1 << 20;
    private static final OptionalLong UNKNOWN = OptionalLong.empty();
    private static final String REFUSAL = "{\"error_code\":\"PERMISSION_DENIED\",\"message\":\"not yours\"}";

    private final ExchangeThreads threads = new ExchangeThreads();
    private final CountDownLatch release = new CountDownLatch(1);
    private RawUpstream upstream;

    @AfterEach
    void stop() throws Exception {
        release.countDown();
        threads.close();
        if (upstream != null) {
            upstream.close();
        }
    }

    private WorkspaceClient client(RawUpstream.Script script) throws Exception {
        upstream = new RawUpstream(script);
        var exchanges = Exchanges.of(upstream.host(), threads, threads);
        return new IdentifiedClient(exchanges, Authorization.of(new BearerToken("ines")));
    }

    private static CompletableFuture<Void> upload(WorkspaceClient client, OptionalLong length, PacedBody body) {
        return client.upload(PATH, length, body, DEADLINE, Cancellation.NEVER).toCompletableFuture();
    }

    private static Throwable failure(CompletableFuture<?> upload) {
        return catchThrowable(() -> upload.get(20, TimeUnit.SECONDS)).getCause();
    }

    private static String answer(int status, String body) {
        return "HTTP/1.1 " + status + " Said\nContent-Type: application/json\nContent-Length: " + body.length() + "\n\n"
                + body;
    }

    private static void read(RawUpstream.Request request, long bytes) throws IOException {
        request.body().skipNBytes(bytes);
    }

    @ParameterizedTest
    @ValueSource(ints = {403, 404, 409, 413, 429, 503})
    void tellsTheStatusOfAServerThatRefusesTheBodyAndCloses(int status) throws Exception {
        WorkspaceClient client = client(request -> {
            read(request, 64 << 10);
            request.answer(answer(status, REFUSAL));
        });
        for (int n = 0; n < 20; n++) {
            PacedBody body = PacedBody.of(50L * MB);
            Throwable error = failure(upload(client, n % 2 == 0 ? UNKNOWN : OptionalLong.of(50L * MB), body));
            assertThat(error).isInstanceOfSatisfying(UpstreamException.class, refused -> {
                assertThat(refused.upstreamStatus()).isEqualTo(status);
                assertThat(refused.errorCode()).contains("PERMISSION_DENIED");
            });
            assertThat(body.awaitCancelled()).isTrue();
            assertThat(body.published.get()).isLessThan(20L * MB);
        }
    }

    @Test
    void tellsTheStatusOfAServerThatRefusesTheBodyAndWaits() throws Exception {
        CompletableFuture<RawUpstream.End> end = new CompletableFuture<>();
        WorkspaceClient client = client(request -> {
            read(request, 64 << 10);
            request.answer(answer(409, REFUSAL));
            release.await();
            end.complete(request.readToEnd());
        });
        PacedBody body = PacedBody.of(50L * MB);
        assertThat(failure(upload(client, UNKNOWN, body)))
                .isInstanceOfSatisfying(
                        UpstreamException.class,
                        refused -> assertThat(refused.upstreamStatus()).isEqualTo(409));
        release.countDown();
        assertThat(end.get(20, TimeUnit.SECONDS).lastChunk()).isFalse();
        assertThat(body.awaitCancelled()).isTrue();
    }

    @Test
    void aBodyThatFailsBreaksTheRequestOff() throws Exception {
        CompletableFuture<RawUpstream.End> end = new CompletableFuture<>();
        WorkspaceClient client = client(request -> end.complete(request.readToEnd()));
        IllegalStateException left = new IllegalStateException("the browser has left");
        assertThat(failure(upload(client, UNKNOWN, PacedBody.failing(3L * MB, left))))
                .isSameAs(left);
        assertThat(end.get(20, TimeUnit.SECONDS).lastChunk()).isFalse();
    }

    @Test
    void cancellationBreaksTheRequestOffEvenIfNobodyReads() throws Exception {
        CompletableFuture<RawUpstream.End> end = new CompletableFuture<>();
        WorkspaceClient client = client(request -> {
            release.await();
            end.complete(request.readToEnd());
        });
        CancellationSource cancellation = new CancellationSource();
        PacedBody body = PacedBody.of(64L * MB);
        var upload = client.upload(PATH, UNKNOWN, body, DEADLINE, cancellation).toCompletableFuture();
        upstream.next();
        cancellation.cancel();
        assertThat(failure(upload))
                .isInstanceOfSatisfying(
                        AppKitException.class, error -> assertThat(error.kind()).isEqualTo(ErrorKind.ABORTED));
        release.countDown();
        assertThat(end.get(20, TimeUnit.SECONDS).lastChunk()).isFalse();
        assertThat(body.awaitCancelled()).isTrue();
    }

    @Test
    void sendsTheBytesInOrderWithTheirLengthOrInChunks() throws Exception {
        for (OptionalLong length : List.of(OptionalLong.of(3L * MB + 7), UNKNOWN)) {
            CompletableFuture<byte[]> sent = new CompletableFuture<>();
            WorkspaceClient client = client(request -> {
                byte[] body = request.wholeBody();
                request.answer("HTTP/1.1 204 Done\n\n");
                sent.complete(body);
            });
            upload(client, length, PacedBody.of(3L * MB + 7)).get(20, TimeUnit.SECONDS);
            byte[] body = sent.get(20, TimeUnit.SECONDS);
            assertThat(body).hasSize(3 * MB + 7);
            for (int i = 0; i < body.length; i += 1001) {
                assertThat(body[i]).isEqualTo((byte) i);
            }
            String head = upstream.next().head();
            assertThat(head)
                    .startsWith("PUT " + PATH + " HTTP/1.1\r\n")
                    .contains("Content-Type: application/octet-stream\r\n")
                    .contains("Authorization: Bearer ines\r\n")
                    .contains(length.isPresent() ? "Content-Length: 3145735\r\n" : "Transfer-Encoding: chunked\r\n");
            upstream.close();
        }
    }

    @Test
    void sendsAnEmptyFile() throws Exception {
        for (OptionalLong length : List.of(OptionalLong.of(0), UNKNOWN)) {
            WorkspaceClient client = client(request -> {
                assertThat(request.wholeBody()).isEmpty();
                request.answer("HTTP/1.1 204 Done\n\n");
            });
            upload(client, length, PacedBody.of(0)).get(20, TimeUnit.SECONDS);
            upstream.ran();
            upstream.close();
        }
    }

    @Test
    void sendsAPathAsItIs() throws Exception {
        String path = "/api/2.0/fs/files/Volumes/c/s/v/a%22b%23%3F%25%C3%A9%2F..%2e//x%20y/%2E%2E/.txt?overwrite=false";
        WorkspaceClient client = client(request -> {
            request.wholeBody();
            request.answer("HTTP/1.1 204 Done\n\n");
        });
        client.upload(path, UNKNOWN, PacedBody.of(10), DEADLINE, Cancellation.NEVER)
                .toCompletableFuture()
                .get(20, TimeUnit.SECONDS);
        assertThat(upstream.next().head()).startsWith("PUT " + path + " HTTP/1.1\r\n");
    }

    @ParameterizedTest
    @ValueSource(ints = {401, 429, 503})
    void isNeverRepeated(int status) throws Exception {
        WorkspaceClient client = client(request -> {
            request.wholeBody();
            request.answer(answer(status, REFUSAL));
        });
        PacedBody body = PacedBody.of(MB);
        Throwable error = failure(upload(client, UNKNOWN, body));
        if (status == 401) {
            assertThat(error)
                    .isInstanceOfSatisfying(
                            AppKitException.class,
                            refused -> assertThat(refused.errorCode()).contains("SESSION_EXPIRED"));
        } else {
            assertThat(((UpstreamException) error).upstreamStatus()).isEqualTo(status);
        }
        assertThat(body.subscribers).hasValue(1);
        upstream.next();
        assertThat(upstream.unseen()).isZero();
    }

    @Test
    void aBodyOfAnotherLengthThanAnnouncedBreaksTheRequestOff() throws Exception {
        for (long wrong : List.of(2L * MB, 4L * MB)) {
            CompletableFuture<RawUpstream.End> end = new CompletableFuture<>();
            WorkspaceClient client = client(request -> end.complete(request.readToEnd()));
            PacedBody body = PacedBody.of(wrong);
            assertThat(failure(upload(client, OptionalLong.of(3L * MB), body)))
                    .hasMessageContaining("3145728 bytes that were announced");
            assertThat(end.get(20, TimeUnit.SECONDS).bytes()).isLessThanOrEqualTo(3L * MB);
            upstream.close();
        }
    }

    @Test
    void anAnswerOfSuccessBeforeTheBodyIsThereIsNone() throws Exception {
        WorkspaceClient client = client(request -> {
            read(request, 64 << 10);
            request.answer("HTTP/1.1 204 Done\n\n");
            release.await();
        });
        assertThat(failure(upload(client, UNKNOWN, PacedBody.of(50L * MB))))
                .isInstanceOfSatisfying(
                        UpstreamException.class,
                        error -> assertThat(error.upstreamStatus()).isZero());
    }

    @Test
    void aConnectionThatBreaksIsNoSuccess() throws Exception {
        WorkspaceClient client = client(request -> read(request, 64 << 10));
        assertThat(failure(upload(client, UNKNOWN, PacedBody.of(50L * MB))))
                .isInstanceOfSatisfying(
                        UpstreamException.class,
                        error -> assertThat(error.upstreamStatus()).isZero());
    }

    @Test
    void endsAtItsDeadline() throws Exception {
        CompletableFuture<RawUpstream.End> end = new CompletableFuture<>();
        WorkspaceClient client = client(request -> end.complete(request.readToEnd()));
        PacedBody body = PacedBody.pausing(MB);
        var upload = client.upload(PATH, UNKNOWN, body, Duration.ofMillis(300), Cancellation.NEVER)
                .toCompletableFuture();
        assertThat(failure(upload))
                .isInstanceOfSatisfying(
                        AppKitException.class, error -> assertThat(error.kind()).isEqualTo(ErrorKind.TIMEOUT));
        assertThat(end.get(20, TimeUnit.SECONDS).lastChunk()).isFalse();
        assertThat(body.awaitCancelled()).isTrue();
    }

    @Test
    void endsWhenTheWorkspaceStops() throws Exception {
        CompletableFuture<RawUpstream.End> end = new CompletableFuture<>();
        WorkspaceClient client = client(request -> end.complete(request.readToEnd()));
        var upload = upload(client, UNKNOWN, PacedBody.pausing(MB));
        upstream.next();
        threads.close();
        assertThat(failure(upload)).isInstanceOf(UpstreamException.class).hasMessageContaining("closed");
        assertThat(end.get(20, TimeUnit.SECONDS).lastChunk()).isFalse();
        assertThat(threads.open()).isEmpty();
    }

    @Test
    void sendsNothingWhenCancelledBefore() throws Exception {
        WorkspaceClient client = client(request -> {});
        CancellationSource cancellation = new CancellationSource();
        cancellation.cancel();
        PacedBody body = PacedBody.of(MB);
        var upload = client.upload(PATH, UNKNOWN, body, DEADLINE, cancellation).toCompletableFuture();
        assertThat(failure(upload)).hasMessageContaining("cancelled");
        assertThat(body.subscribers).hasValue(0);
    }

    @Test
    void asksForNoMoreThanTheWorkspaceTakes() throws Exception {
        AtomicLong taken = new AtomicLong();
        PacedBody body = PacedBody.of(64L * MB);
        CountDownLatch stalled = new CountDownLatch(1);
        WorkspaceClient client = client(request -> {
            request.socket().setReceiveBufferSize(64 << 10);
            stalled.countDown();
            release.await();
            long all = 0;
            for (long left = 64L * MB; left > 0; left -= MB) {
                // What is out and not yet read here: the window, and the buffers of both sockets.
                taken.accumulateAndGet(body.published.get() - all, Math::max);
                read(request, MB);
                all += MB;
            }
            request.answer("HTTP/1.1 204 Done\n\n");
        });
        var upload = upload(client, OptionalLong.of(64L * MB), body);
        assertThat(stalled.await(20, TimeUnit.SECONDS)).isTrue();
        release.countDown();
        upload.get(20, TimeUnit.SECONDS);
        assertThat(taken.get()).isLessThan(12L * MB);
        assertThat(body.published).hasValue(64L * MB);
    }
}
