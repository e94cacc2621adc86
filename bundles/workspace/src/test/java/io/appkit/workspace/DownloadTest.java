package io.appkit.workspace;

import static io.appkit.workspace.FakeUpstream.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.appkit.api.AppKitException;
import io.appkit.api.ErrorKind;
import io.appkit.api.execution.Cancellation;
import io.appkit.api.execution.CancellationSource;
import io.appkit.api.platform.BearerToken;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class DownloadTest {

    private static final String PATH = "/api/2.0/fs/files/Volumes/c/s/v/a.bin";
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int MB = 1 << 20;

    private final ExchangeThreads threads = new ExchangeThreads();
    private final ManualTimer timer = new ManualTimer();
    private final CountDownLatch release = new CountDownLatch(1);
    private FakeUpstream upstream;
    private RawUpstream raw;

    @AfterEach
    void stop() throws Exception {
        release.countDown();
        threads.close();
        if (upstream != null) {
            upstream.close();
        }
        if (raw != null) {
            raw.close();
        }
    }

    private WorkspaceClient client() throws Exception {
        upstream = new FakeUpstream();
        return client(upstream.host());
    }

    private WorkspaceClient client(RawUpstream.Script script) throws Exception {
        raw = new RawUpstream(script);
        return client(raw.host());
    }

    private WorkspaceClient client(String host) {
        return new IdentifiedClient(Exchanges.of(host, threads, timer), Authorization.of(new BearerToken("ines")));
    }

    private static CompletableFuture<Download> download(WorkspaceClient client) {
        return client.download(PATH, Map.of(), PATIENCE, Cancellation.NEVER).toCompletableFuture();
    }

    private static Reader reader(WorkspaceClient client) throws Exception {
        Reader reader = new Reader();
        download(client).get(20, TimeUnit.SECONDS).body().subscribe(reader);
        return reader;
    }

    private static Throwable failure(CompletableFuture<?> call) {
        return catchThrowable(() -> call.get(20, TimeUnit.SECONDS)).getCause();
    }

    private static void brokenOff(Throwable error) {
        assertThat(error)
                .isInstanceOfSatisfying(
                        UpstreamException.class,
                        broken -> assertThat(broken.upstreamStatus()).isZero());
    }

    @Test
    void headGivesTheHeaders() throws Exception {
        WorkspaceClient client = client();
        upstream.next(PATH, (exchange, seen) -> {
            exchange.getResponseHeaders().add("Last-Modified", "Mon, 05 Jan 2026 10:00:00 GMT");
            exchange.getResponseHeaders().add("X-Two", "first");
            exchange.getResponseHeaders().add("X-Two", "second");
            exchange.getResponseHeaders().add("Content-Length", "5368709120");
            exchange.sendResponseHeaders(200, -1);
        });
        assertThat(client.head(PATH, PATIENCE, Cancellation.NEVER)
                        .toCompletableFuture()
                        .get(20, TimeUnit.SECONDS))
                .containsEntry("content-length", "5368709120")
                .containsEntry("last-modified", "Mon, 05 Jan 2026 10:00:00 GMT")
                .containsEntry("x-two", "first");
        assertThat(upstream.seen).containsExactly(new FakeUpstream.Seen("HEAD", PATH, "Bearer ines", ""));
    }

    @Test
    void headTellsTheStatusOfAFileThatIsNotThereAndTheEndOfASession() throws Exception {
        WorkspaceClient client = client();
        upstream.next(PATH, json(404, "")).next(PATH, json(401, ""));
        var missing = client.head(PATH, PATIENCE, Cancellation.NEVER).toCompletableFuture();
        assertThat(failure(missing))
                .isInstanceOfSatisfying(
                        UpstreamException.class,
                        error -> assertThat(error.upstreamStatus()).isEqualTo(404));
        var ended = client.head(PATH, PATIENCE, Cancellation.NEVER).toCompletableFuture();
        assertThat(failure(ended))
                .isInstanceOfSatisfying(
                        AppKitException.class,
                        error -> assertThat(error.errorCode()).contains("SESSION_EXPIRED"));
    }

    @Test
    void givesAWholeFileAPartAndARangeBehindTheEnd() throws Exception {
        WorkspaceClient client = client();
        for (int status : new int[] {200, 206, 416}) {
            CompletableFuture<String> range = new CompletableFuture<>();
            upstream.next(PATH, (exchange, seen) -> {
                range.complete(exchange.getRequestHeaders().getFirst("Range"));
                json(status, "bytes", "Content-Range", "bytes 0-4/9").to(exchange, seen);
            });
            Download download = client.download(PATH, Map.of("Range", "bytes=0-4"), PATIENCE, Cancellation.NEVER)
                    .toCompletableFuture()
                    .get(20, TimeUnit.SECONDS);
            Reader reader = new Reader();
            download.body().subscribe(reader);
            reader.ask(Long.MAX_VALUE);
            assertThat(reader.text()).isEqualTo("bytes");
            assertThat(download.status()).isEqualTo(status);
            assertThat(download.headers()).containsEntry("content-range", "bytes 0-4/9");
            assertThat(range).isCompletedWithValue("bytes=0-4");
        }
        assertThat(threads.open()).isEmpty();
    }

    @Test
    void anyOtherStatusIsAnErrorWithTheWorkspacesCode() throws Exception {
        WorkspaceClient client = client();
        for (int status : new int[] {204, 302, 403, 404, 500}) {
            upstream.next(PATH, json(status, status == 204 ? "" : "{\"error_code\":\"SOME_CODE\"}"));
            assertThat(failure(download(client))).isInstanceOfSatisfying(UpstreamException.class, error -> {
                assertThat(error.upstreamStatus()).isEqualTo(status);
                assertThat(error.errorCode().isPresent()).isEqualTo(status != 204);
            });
        }
    }

    @Test
    void anErrorWithoutEndIsNotReadToItsEnd() throws Exception {
        WorkspaceClient client = client(request -> {
            request.answer("HTTP/1.1 404 No\n\n");
            byte[] text = new byte[MB];
            while (true) {
                request.socket().getOutputStream().write(text);
            }
        });
        assertThat(failure(download(client)))
                .isInstanceOfSatisfying(
                        UpstreamException.class,
                        error -> assertThat(error.upstreamStatus()).isEqualTo(404));
    }

    @Test
    void repeatsItsBeginningAfterA429() throws Exception {
        WorkspaceClient client = client();
        upstream.next(PATH, json(429, "{}", "Retry-After", "1")).next(PATH, json(200, "bytes"));
        var download = download(client);
        timer.next();
        timer.next().action().run();
        assertThat(download.get(20, TimeUnit.SECONDS).status()).isEqualTo(200);
    }

    @Test
    void sendsAPathAsItIs() throws Exception {
        String path = "/api/2.0/fs/files/Volumes/c/s/v/a%22b%23%3F%25%C3%A9%2F..%2e//x%20y/%2E%2E/.txt";
        WorkspaceClient client = client(request -> request.answer("HTTP/1.1 200 OK\nContent-Length: 0\n\n"));
        client.download(path, Map.of(), PATIENCE, Cancellation.NEVER)
                .toCompletableFuture()
                .get(20, TimeUnit.SECONDS);
        assertThat(raw.next().head()).startsWith("GET " + path + " HTTP/1.1\r\n");
    }

    @Test
    void aBodyThatEndsEarlyFails() throws Exception {
        for (String head : new String[] {"Content-Length: 100\n\n", "Transfer-Encoding: chunked\n\n9\n"}) {
            WorkspaceClient client = client(request -> request.answer("HTTP/1.1 200 OK\n" + head + "some more"));
            Reader reader = reader(client);
            reader.ask(Long.MAX_VALUE);
            brokenOff(failure(reader.end()));
            raw.close();
        }
    }

    @Test
    void aBodyThatPausesFailsOnlyWhileMoreIsAskedFor() throws Exception {
        WorkspaceClient client = client(request -> {
            request.answer("HTTP/1.1 200 OK\nContent-Length: 100\n\nsome");
            release.await();
        });
        Reader reader = reader(client);
        timer.next();
        ManualTimer.Wait watch = timer.next();
        assertThat(watch.delay()).isEqualTo(Duration.ofSeconds(60));
        reader.ask(1);
        reader.took(4);
        timer.pass(Duration.ofMinutes(10));
        watch.action().run();
        assertThat(reader.end()).isNotDone();
        reader.ask(1);
        timer.pass(Duration.ofSeconds(59));
        watch = timer.next();
        watch.action().run();
        assertThat(reader.end()).isNotDone();
        watch = timer.next();
        assertThat(watch.delay()).isEqualTo(Duration.ofSeconds(1));
        timer.pass(Duration.ofSeconds(1));
        watch.action().run();
        assertThat(failure(reader.end())).hasMessageContaining("paused for 60 s");
        brokenOff(failure(reader.end()));
    }

    @Test
    void aBodyThatNobodyTakesIsReleased() throws Exception {
        CompletableFuture<RawUpstream.End> end = new CompletableFuture<>();
        WorkspaceClient client = client(request -> {
            request.answer("HTTP/1.1 200 OK\nContent-Length: 100\n\nsome");
            end.complete(request.readToEnd());
        });
        Download download = download(client).get(20, TimeUnit.SECONDS);
        timer.next();
        timer.pass(Duration.ofSeconds(60));
        timer.next().action().run();
        end.get(20, TimeUnit.SECONDS);
        Reader late = new Reader();
        download.body().subscribe(late);
        assertThat(failure(late.end())).hasMessageContaining("Nobody took");
    }

    @Test
    void aSubscriptionsCancellationClosesTheConnection() throws Exception {
        CompletableFuture<RawUpstream.End> end = new CompletableFuture<>();
        WorkspaceClient client = client(request -> {
            request.answer("HTTP/1.1 200 OK\nContent-Length: 100\n\nsome");
            end.complete(request.readToEnd());
        });
        Reader reader = reader(client);
        reader.ask(1);
        reader.took(4);
        reader.cancel();
        end.get(20, TimeUnit.SECONDS);
        assertThat(threads.open()).isEmpty();
    }

    @Test
    void endsWhenTheWorkspaceStops() throws Exception {
        CompletableFuture<RawUpstream.End> end = new CompletableFuture<>();
        WorkspaceClient client = client(request -> {
            request.answer("HTTP/1.1 200 OK\nContent-Length: 100\n\nsome");
            end.complete(request.readToEnd());
        });
        Reader reader = reader(client);
        threads.close();
        brokenOff(failure(reader.end()));
        end.get(20, TimeUnit.SECONDS);
    }

    @Test
    void aBeginningThatIsNotWantedAnyMoreEndsTheRequest() throws Exception {
        CompletableFuture<RawUpstream.End> end = new CompletableFuture<>();
        WorkspaceClient client = client(request -> end.complete(request.readToEnd()));
        CancellationSource cancellation = new CancellationSource();
        var download = client.download(PATH, Map.of(), PATIENCE, cancellation).toCompletableFuture();
        raw.next();
        cancellation.cancel();
        assertThat(failure(download))
                .isInstanceOfSatisfying(
                        AppKitException.class, error -> assertThat(error.kind()).isEqualTo(ErrorKind.ABORTED));
        end.get(20, TimeUnit.SECONDS);
    }

    @Test
    void isTakenOnce() throws Exception {
        WorkspaceClient client = client();
        upstream.next(PATH, json(200, "bytes"));
        Download download = download(client).get(20, TimeUnit.SECONDS);
        Reader first = new Reader();
        Reader second = new Reader();
        download.body().subscribe(first);
        download.body().subscribe(second);
        assertThat(failure(second.end())).isInstanceOf(IllegalStateException.class);
        first.ask(Long.MAX_VALUE);
        assertThat(first.text()).isEqualTo("bytes");
    }

    @Test
    void readsNoFurtherThanAskedFor() throws Exception {
        CompletableFuture<Integer> sent = new CompletableFuture<>();
        CountDownLatch full = new CountDownLatch(1);
        WorkspaceClient client = client(request -> {
            request.answer("HTTP/1.1 200 OK\nContent-Length: " + 64 * MB + "\n\n");
            request.socket().setSendBufferSize(64 << 10);
            byte[] piece = new byte[MB];
            for (int n = 0; n < 64; n++) {
                if (n == 16) {
                    full.countDown();
                }
                request.socket().getOutputStream().write(piece);
            }
            sent.complete(64);
        });
        Reader reader = reader(client);
        reader.ask(3);
        reader.took(1);
        // 16 MB go into no socket buffer here: the server stands still until more is asked for.
        assertThat(full.getCount()).isEqualTo(1);
        assertThat(sent).isNotDone();
        reader.ask(Long.MAX_VALUE);
        assertThat(reader.end().get(20, TimeUnit.SECONDS)).isEqualTo(64L * MB);
    }
}
