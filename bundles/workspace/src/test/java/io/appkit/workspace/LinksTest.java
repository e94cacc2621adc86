package io.appkit.workspace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.appkit.api.execution.Cancellation;
import io.appkit.api.execution.CancellationSource;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Flow.Publisher;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class LinksTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final ExchangeThreads threads = new ExchangeThreads();
    private final ManualTimer timer = new ManualTimer();
    private final CountDownLatch release = new CountDownLatch(1);
    private FakeUpstream upstream;
    private WorkspaceExchanges exchanges;

    @BeforeEach
    void start() throws Exception {
        upstream = new FakeUpstream();
        exchanges = Exchanges.of(upstream.host(), threads, timer);
    }

    @AfterEach
    void stop() {
        release.countDown();
        threads.close();
        upstream.close();
    }

    private CompletableFuture<Publisher<ByteBuffer>> download(Cancellation cancellation) {
        String link = upstream.host() + "/result?signature=secret";
        return Links.download(exchanges, link, Map.of("X-Key", "k", "Authorization", "no"), PATIENCE, cancellation);
    }

    private static Throwable failure(CompletableFuture<?> download) {
        return catchThrowable(() -> download.get(20, TimeUnit.SECONDS)).getCause();
    }

    @Test
    void givesTheBodyAndShowsNoIdentity() throws Exception {
        CompletableFuture<String> key = new CompletableFuture<>();
        upstream.always("/result", (exchange, seen) -> {
            key.complete(exchange.getRequestHeaders().getFirst("X-Key"));
            FakeUpstream.json(200, "bytes").to(exchange, seen);
        });
        Reader reader = new Reader();
        download(Cancellation.NEVER).get(20, TimeUnit.SECONDS).subscribe(reader);
        reader.ask(Long.MAX_VALUE);
        assertThat(reader.text()).isEqualTo("bytes");
        assertThat(upstream.seen).extracting(FakeUpstream.Seen::authorization).containsExactly("null");
        assertThat(key).isCompletedWithValue("k");
    }

    @Test
    void anExpiredLinkIsAnErrorThatDoesNotShowIt() {
        upstream.always("/result", FakeUpstream.json(403, "<Error/>"));
        assertThat(failure(download(Cancellation.NEVER))).isInstanceOfSatisfying(UpstreamException.class, error -> {
            assertThat(error.upstreamStatus()).isEqualTo(403);
            assertThat(error.toString()).doesNotContain("signature", "127.0.0.1");
        });
    }

    @Test
    void aSilentAnswerEndsWithItsPatienceAndOneThatIsNotWantedAtOnce() throws Exception {
        CountDownLatch arrived = new CountDownLatch(2);
        upstream.always("/result", (exchange, seen) -> {
            arrived.countDown();
            release.await();
        });
        CancellationSource cancellation = new CancellationSource();
        CompletableFuture<?> patient = download(Cancellation.NEVER);
        CompletableFuture<?> unwanted = download(cancellation);
        assertThat(arrived.await(20, TimeUnit.SECONDS)).isTrue();
        cancellation.cancel();
        assertThat(failure(unwanted)).hasMessageContaining("cancelled");
        assertThat(patient).isNotDone();
        timer.next().action().run();
        assertThat(failure(patient)).hasMessageContaining("silent");
    }

    @Test
    void aLinkThatIsNoneIsNotShownEither() {
        for (String link : List.of("file:///etc/passwd", "https://a b/secret", "ftp://secret")) {
            Throwable error =
                    catchThrowable(() -> Links.download(exchanges, link, Map.of(), PATIENCE, Cancellation.NEVER));
            assertThat(error).isInstanceOf(UpstreamException.class).hasNoCause();
            assertThat(error.getMessage()).doesNotContain("secret", "passwd");
        }
    }

    @Test
    void uploadsAPartAndTellsTheHeadersOfTheAnswer() throws Exception {
        upstream.always("/part", FakeUpstream.json(200, "", "ETag", "\"abc\""));
        PacedBody body = PacedBody.of(100_000);
        var answer = Links.upload(
                exchanges,
                upstream.host() + "/part?signature=secret",
                Map.of("x-ms-blob-type", "BlockBlob", "Authorization", "no"),
                100_000,
                body,
                PATIENCE,
                Cancellation.NEVER);
        assertThat(answer.get(20, TimeUnit.SECONDS)).containsEntry("etag", "\"abc\"");
        assertThat(upstream.seen).singleElement().satisfies(seen -> {
            assertThat(seen.method()).isEqualTo("PUT");
            assertThat(seen.authorization()).isEqualTo("null");
            assertThat(seen.body()).hasSize(100_000);
        });
    }

    @Test
    void aRefusedPartIsAnErrorThatDoesNotShowItsLink() {
        upstream.always("/part", FakeUpstream.json(403, "<Error>signature=secret</Error>"));
        String link = upstream.host() + "/part?signature=secret";
        var answer = Links.upload(exchanges, link, Map.of(), 10, PacedBody.of(10), PATIENCE, Cancellation.NEVER);
        assertThat(failure(answer)).isInstanceOfSatisfying(UpstreamException.class, error -> {
            assertThat(error.upstreamStatus()).isEqualTo(403);
            assertThat(error.toString()).doesNotContain("signature", "127.0.0.1");
        });
    }

    @Test
    void deletesWhatALinkStandsFor() throws Exception {
        upstream.always("/session", FakeUpstream.json(204, ""));
        String link = upstream.host() + "/session?signature=secret";
        Links.delete(exchanges, link, Map.of(), PATIENCE, Cancellation.NEVER).get(20, TimeUnit.SECONDS);
        assertThat(upstream.seen).extracting(FakeUpstream.Seen::method).containsExactly("DELETE");
        upstream.always("/session", FakeUpstream.json(404, ""));
        assertThat(failure(Links.delete(exchanges, link, Map.of(), PATIENCE, Cancellation.NEVER)))
                .isInstanceOfSatisfying(
                        UpstreamException.class,
                        error -> assertThat(error.upstreamStatus()).isEqualTo(404));
    }
}
