package io.appkit.workspace;

import static io.appkit.workspace.FakeUpstream.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.databricks.sdk.service.sql.ExecuteStatementRequest;
import com.databricks.sdk.service.sql.StatementResponse;
import io.appkit.api.AppKitException;
import io.appkit.api.ErrorKind;
import io.appkit.api.execution.Cancellation;
import io.appkit.api.execution.CancellationSource;
import io.appkit.api.platform.BearerToken;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class WorkspaceCallTest {

    private static final String PATH = "/api/2.0/sql/statements";
    private static final Duration DEADLINE = Duration.ofMinutes(1);

    private final ExchangeThreads threads = new ExchangeThreads();
    private final ManualTimer timer = new ManualTimer();
    private FakeUpstream upstream;

    @BeforeEach
    void start() throws Exception {
        upstream = new FakeUpstream();
    }

    @AfterEach
    void stop() {
        threads.close();
        upstream.close();
    }

    private WorkspaceExchanges exchanges(String host, Timer time) {
        return Exchanges.of(host, threads, time);
    }

    private IdentifiedClient client(Timer time) {
        return new IdentifiedClient(exchanges(upstream.host(), time), Authorization.of(new BearerToken("app")));
    }

    private static CompletableFuture<StatementResponse> execute(
            WorkspaceClient client, Duration deadline, Cancellation cancellation) {
        return client.call(
                        "POST",
                        PATH,
                        new ExecuteStatementRequest().setStatement("SELECT 1"),
                        StatementResponse.class,
                        deadline,
                        cancellation)
                .toCompletableFuture();
    }

    private CompletableFuture<StatementResponse> execute(Timer time) {
        return execute(client(time), DEADLINE, Cancellation.NEVER);
    }

    private static <E extends Throwable> E failure(CompletableFuture<?> call, Class<E> type) {
        CompletionException e = catchThrowableOfType(CompletionException.class, call::join);
        assertThat(e).isNotNull();
        assertThat(e.getCause()).isInstanceOf(type);
        return type.cast(e.getCause());
    }

    @Test
    void speaksTheSdksJson() {
        upstream.next(PATH, json(200, "{\"statement_id\":\"s1\",\"new_field\":1}"));
        assertThat(execute(threads).join().getStatementId()).isEqualTo("s1");
        assertThat(upstream.seen)
                .containsExactly(new FakeUpstream.Seen("POST", PATH, "Bearer app", "{\"statement\":\"SELECT 1\"}"));
    }

    @Test
    void repeatsA429AfterTheTimeItNames() throws Exception {
        upstream.next(PATH, json(429, "{}", "Retry-After", "7"))
                .next(PATH, json(429, "{}", "Retry-After", "Mon, 05 Jan 2026 10:00:09 GMT"))
                .next(PATH, json(200, "{\"statement_id\":\"s2\"}"));
        var call = execute(timer);
        assertThat(timer.next().delay()).isEqualTo(DEADLINE);
        var first = timer.next();
        assertThat(first.delay()).isEqualTo(Duration.ofSeconds(7));
        first.action().run();
        var second = timer.next();
        assertThat(second.delay()).isEqualTo(Duration.ofSeconds(9));
        second.action().run();
        assertThat(call.join().getStatementId()).isEqualTo("s2");
    }

    @Test
    void waitsLongerEachTimeWhereA429NamesNoTime() throws Exception {
        upstream.always(PATH, json(429, "{\"error_code\":\"REQUEST_LIMIT_EXCEEDED\",\"message\":\"slow down\"}"));
        var call = execute(timer);
        timer.next();
        for (int n = 1; n <= 5; n++) {
            var wait = timer.next();
            assertThat(wait.delay()).isBetween(Duration.ofMillis(n * 1000 + 50), Duration.ofMillis(n * 1000 + 750));
            wait.action().run();
        }
        assertThat(call).isNotDone();
    }

    @Test
    void passesA429OnWhenItsWaitIsTooLong() {
        upstream.next(
                PATH,
                json(
                        429,
                        "{\"error_code\":\"REQUEST_LIMIT_EXCEEDED\",\"message\":\"slow down\"}",
                        "Retry-After",
                        "31"));
        UpstreamException e = failure(execute(timer), UpstreamException.class);
        assertThat(e.upstreamStatus()).isEqualTo(429);
        assertThat(e.retryAfter()).contains(Duration.ofSeconds(31));
        assertThat(e.errorCode()).contains("REQUEST_LIMIT_EXCEEDED");
        assertThat(e.retryable()).isTrue();
        assertThat(upstream.count(PATH)).isEqualTo(1);
    }

    @Test
    void passesA429OnWhenAllWaitsTogetherAreTooLong() throws Exception {
        upstream.always(PATH, json(429, "{}", "Retry-After", "20"));
        var call = execute(timer);
        timer.next();
        timer.next().action().run();
        assertThat(failure(call, UpstreamException.class).upstreamStatus()).isEqualTo(429);
        assertThat(upstream.count(PATH)).isEqualTo(2);
    }

    @Test
    void passesA429OnWhenItsWaitWouldPassTheDeadline() {
        upstream.next(PATH, json(429, "{}", "Retry-After", "3"));
        var call = execute(client(timer), Duration.ofSeconds(2), Cancellation.NEVER);
        assertThat(failure(call, UpstreamException.class).upstreamStatus()).isEqualTo(429);
    }

    @Test
    void repeatsNoOtherStatus() {
        upstream.next(PATH, json(503, "{\"error_code\":\"TEMPORARILY_UNAVAILABLE\",\"message\":\"later\"}"));
        UpstreamException e = failure(execute(threads), UpstreamException.class);
        assertThat(e.kind()).isEqualTo(ErrorKind.CONNECTION);
        assertThat(e).hasMessageContaining("503").hasMessageContaining("later");
        assertThat(upstream.count(PATH)).isEqualTo(1);
    }

    @Test
    void showsNoHtmlToClients() {
        upstream.next(PATH, json(502, "<html>\n" + "secret detail ".repeat(1000)));
        UpstreamException e = failure(execute(threads), UpstreamException.class);
        assertThat(e.clientMessage()).isEqualTo("Query execution failed");
        assertThat(e.errorCode()).isEmpty();
        assertThat(e.getMessage()).hasSizeLessThan(500).doesNotContain("\n");
    }

    @Test
    void reportsAnAnswerThatIsNoJsonAsAnError() {
        upstream.next(PATH, json(200, "<html>sign in</html>"));
        assertThat(failure(execute(threads), UpstreamException.class).kind()).isEqualTo(ErrorKind.EXECUTION);
    }

    @Test
    void reportsAWorkspaceThatCannotBeReached() throws Exception {
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        var client = new IdentifiedClient(
                exchanges("http://127.0.0.1:" + port, threads), Authorization.of(new BearerToken("x")));
        UpstreamException e = failure(execute(client, DEADLINE, Cancellation.NEVER), UpstreamException.class);
        assertThat(e.upstreamStatus()).isZero();
        assertThat(e.kind()).isEqualTo(ErrorKind.CONNECTION);
    }

    @Test
    void endsAtItsDeadlineWhenNobodyAnswers() throws Exception {
        try (BlackHole hole = new BlackHole()) {
            var client = new IdentifiedClient(exchanges(hole.host(), threads), Authorization.of(new BearerToken("x")));
            var call = execute(client, Duration.ofMillis(200), Cancellation.NEVER);
            AppKitException e = failure(call, AppKitException.class);
            assertThat(e.kind()).isEqualTo(ErrorKind.TIMEOUT);
            assertThat(e.clientMessage()).isEqualTo("Query timed out, please try again");
            assertThat(hole.closedByClient.get(10, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void closesTheConnectionWhenCancelled() throws Exception {
        try (BlackHole hole = new BlackHole()) {
            var client = new IdentifiedClient(exchanges(hole.host(), threads), Authorization.of(new BearerToken("x")));
            CancellationSource cancellation = new CancellationSource();
            var call = execute(client, DEADLINE, cancellation);
            hole.asked.get(10, TimeUnit.SECONDS);
            cancellation.cancel();
            assertThat(failure(call, AppKitException.class).kind()).isEqualTo(ErrorKind.ABORTED);
            assertThat(hole.closedByClient.get(10, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void sendsNothingWhenCancelledBefore() {
        CancellationSource cancellation = new CancellationSource();
        cancellation.cancel();
        var call = execute(client(threads), DEADLINE, cancellation);
        assertThat(failure(call, AppKitException.class).kind()).isEqualTo(ErrorKind.ABORTED);
        assertThat(upstream.seen).isEmpty();
    }

    @Test
    void endsRunningCallsWhenClosed() throws Exception {
        try (BlackHole hole = new BlackHole()) {
            var client = new IdentifiedClient(exchanges(hole.host(), threads), Authorization.of(new BearerToken("x")));
            var call = execute(client, DEADLINE, Cancellation.NEVER);
            hole.asked.get(10, TimeUnit.SECONDS);
            threads.close();
            assertThat(failure(call, UpstreamException.class).upstreamStatus()).isZero();
        }
    }

    @Test
    void neverMixesTwoCallersUp() {
        upstream.always(
                PATH,
                (exchange, seen) -> json(200, "{\"statement_id\":\"" + seen.authorization() + "\"}")
                        .to(exchange, seen));
        List<CompletableFuture<Boolean>> calls = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            String token = "caller-" + i % 2;
            var authorization = Authorization.of(new BearerToken(token));
            var client = new IdentifiedClient(exchanges(upstream.host(), threads), authorization);
            calls.add(execute(client, DEADLINE, Cancellation.NEVER)
                    .thenApply(answer -> ("Bearer " + token).equals(answer.getStatementId())));
        }
        assertThat(calls).allMatch(CompletableFuture::join);
    }

    /** Takes a request and never answers. */
    private static final class BlackHole implements AutoCloseable {

        final CompletableFuture<Boolean> asked = new CompletableFuture<>();
        final CompletableFuture<Boolean> closedByClient = new CompletableFuture<>();
        private final ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());

        BlackHole() throws Exception {
            Thread thread = new Thread(this::listen, "black-hole");
            thread.setDaemon(true);
            thread.start();
        }

        String host() {
            return "http://127.0.0.1:" + server.getLocalPort();
        }

        private void listen() {
            try (Socket socket = server.accept()) {
                InputStream in = socket.getInputStream();
                byte[] buffer = new byte[8192];
                StringBuilder read = new StringBuilder();
                for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                    read.append(new String(buffer, 0, n, StandardCharsets.UTF_8));
                    if (read.indexOf("SELECT 1") >= 0) {
                        asked.complete(true);
                    }
                }
                closedByClient.complete(true);
            } catch (IOException e) {
                closedByClient.complete(true);
            }
        }

        @Override
        public void close() throws Exception {
            server.close();
        }
    }
}
