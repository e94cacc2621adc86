package io.appkit.workspace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.appkit.api.execution.Cancellation;
import io.appkit.api.platform.BearerToken;
import java.time.Duration;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A server that goes on no more, and leaves the connection open. */
@Timeout(60)
class SilentUploadTest {

    private static final Duration DEADLINE = Duration.ofMinutes(10);

    private final ExchangeThreads threads = new ExchangeThreads();
    private final ManualTimer timer = new ManualTimer();
    private final CountDownLatch release = new CountDownLatch(1);
    private RawUpstream upstream;

    @AfterEach
    void stop() throws Exception {
        release.countDown();
        threads.close();
        upstream.close();
    }

    private WorkspaceExchanges exchanges(RawUpstream.Script script) throws Exception {
        upstream = new RawUpstream(script);
        return Exchanges.of(upstream.host(), threads, timer);
    }

    /** Lets time pass until the watch looks. */
    private void passAMinute() throws InterruptedException {
        assertThat(timer.next().delay()).isEqualTo(DEADLINE);
        ManualTimer.Wait watch = timer.next();
        timer.pass(Duration.ofSeconds(60));
        watch.action().run();
    }

    private static Throwable failure(CompletableFuture<?> upload) {
        return catchThrowable(() -> upload.get(20, TimeUnit.SECONDS)).getCause();
    }

    @Test
    void aBodyThatIsNotTakenEndsAfterAMinute() throws Exception {
        var client =
                new IdentifiedClient(exchanges(request -> release.await()), Authorization.of(new BearerToken("ines")));
        PacedBody body = PacedBody.of(1L << 30);
        var upload = client.upload("/x", OptionalLong.empty(), body, DEADLINE, Cancellation.NEVER)
                .toCompletableFuture();
        upstream.next();
        body.awaitStanding();
        passAMinute();
        assertThat(failure(upload)).isInstanceOf(UpstreamException.class).hasMessageContaining("took nothing");
        assertThat(body.awaitCancelled()).isTrue();
    }

    @Test
    void aPartThatIsNotAnsweredEndsAfterAMinute() throws Exception {
        CountDownLatch taken = new CountDownLatch(1);
        WorkspaceExchanges exchanges = exchanges(request -> {
            request.wholeBody();
            taken.countDown();
            release.await();
        });
        var upload = Links.upload(
                exchanges, upstream.host() + "/part", Map.of(), 10, PacedBody.of(10), DEADLINE, Cancellation.NEVER);
        assertThat(taken.await(20, TimeUnit.SECONDS)).isTrue();
        passAMinute();
        assertThat(failure(upload)).isInstanceOf(UpstreamException.class).hasMessageContaining("for 60 s");
    }
}
