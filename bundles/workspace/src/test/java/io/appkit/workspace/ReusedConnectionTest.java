package io.appkit.workspace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.appkit.api.execution.Cancellation;
import io.appkit.api.platform.BearerToken;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A server closes a connection just when it is used again. */
@Timeout(60)
class ReusedConnectionTest {

    private static final String ANSWER = "HTTP/1.1 200 OK\nContent-Length: 2\n\n{}";

    private final ExchangeThreads threads = new ExchangeThreads();
    private final AtomicInteger connections = new AtomicInteger();
    private RawUpstream upstream;
    private WorkspaceClient client;

    @BeforeEach
    void start() throws Exception {
        upstream = new RawUpstream(request -> {
            boolean first = connections.incrementAndGet() == 1;
            request.answer(ANSWER);
            if (first) {
                assertThat(request.body().read()).isPositive();
            } else {
                request.readToEnd();
            }
        });
        client = new IdentifiedClient(
                Exchanges.of(upstream.host(), threads, threads), Authorization.of(new BearerToken("ines")));
    }

    @AfterEach
    void stop() throws Exception {
        threads.close();
        upstream.close();
    }

    private CompletableFuture<byte[]> call(String method) {
        return client.call(method, "/api/x", null, byte[].class, Duration.ofSeconds(30), Cancellation.NEVER)
                .toCompletableFuture();
    }

    @Test
    void whatChangesNothingIsSentAgain() throws Exception {
        call("GET").get(20, TimeUnit.SECONDS);
        assertThat(call("GET").get(20, TimeUnit.SECONDS)).hasSize(2);
        assertThat(connections).hasValue(2);
    }

    @Test
    void whatMayHaveChangedSomethingIsNot() throws Exception {
        call("GET").get(20, TimeUnit.SECONDS);
        assertThat(catchThrowable(() -> call("POST").get(20, TimeUnit.SECONDS)))
                .hasCauseInstanceOf(UpstreamException.class);
        assertThat(connections).hasValue(1);
    }
}
