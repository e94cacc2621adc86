package io.appkit.workspace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.appkit.api.execution.Cancellation;
import io.appkit.api.execution.CancellationSource;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Flow.Publisher;
import java.util.concurrent.Flow.Subscriber;
import java.util.concurrent.Flow.Subscription;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class LinkDownloadTest {

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

    private CompletableFuture<Publisher<List<ByteBuffer>>> download(Cancellation cancellation) {
        String link = upstream.host() + "/result?signature=secret";
        return LinkDownload.start(exchanges, link, Map.of("X-Key", "k", "Authorization", "no"), PATIENCE, cancellation);
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
        assertThat(read(download(Cancellation.NEVER).get(20, TimeUnit.SECONDS))).isEqualTo("bytes");
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
                    catchThrowable(() -> LinkDownload.start(exchanges, link, Map.of(), PATIENCE, Cancellation.NEVER));
            assertThat(error).isInstanceOf(UpstreamException.class).hasNoCause();
            assertThat(error.getMessage()).doesNotContain("secret", "passwd");
        }
    }

    private static String read(Publisher<List<ByteBuffer>> body) throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        CompletableFuture<Void> end = new CompletableFuture<>();
        body.subscribe(new Subscriber<>() {
            @Override
            public void onSubscribe(Subscription subscription) {
                subscription.request(Long.MAX_VALUE);
            }

            @Override
            public void onNext(List<ByteBuffer> pieces) {
                for (ByteBuffer piece : pieces) {
                    byte[] bytes = new byte[piece.remaining()];
                    piece.get(bytes);
                    out.writeBytes(bytes);
                }
            }

            @Override
            public void onError(Throwable error) {
                end.completeExceptionally(error);
            }

            @Override
            public void onComplete() {
                end.complete(null);
            }
        });
        end.get(20, TimeUnit.SECONDS);
        return out.toString(StandardCharsets.UTF_8);
    }
}
