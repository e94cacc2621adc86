package io.appkit.server.exchange;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.appkit.api.AppKitException;
import io.appkit.api.ErrorKind;
import io.appkit.server.IncomingBody;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Flow;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A client that sends nothing. */
@Timeout(60)
class BodyContentTest {

    private static final Duration SHORT = Duration.ofMillis(200);

    private final Server server = new Server();
    private final ServerConnector connector = new ServerConnector(server);
    private final BlockingQueue<BodyContent> contents = new LinkedBlockingQueue<>();

    private static final class Pieces implements Flow.Subscriber<ByteBuffer> {

        final BlockingQueue<String> arrived = new LinkedBlockingQueue<>();
        final CompletableFuture<Void> end = new CompletableFuture<>();
        final CompletableFuture<Flow.Subscription> subscription = new CompletableFuture<>();

        @Override
        public void onSubscribe(Flow.Subscription given) {
            subscription.complete(given);
        }

        @Override
        public void onNext(ByteBuffer piece) {
            arrived.add(ISO_8859_1.decode(piece).toString());
        }

        @Override
        public void onError(Throwable error) {
            end.completeExceptionally(error);
        }

        @Override
        public void onComplete() {
            end.complete(null);
        }
    }

    @BeforeEach
    void start() throws Exception {
        connector.setHost("127.0.0.1");
        server.addConnector(connector);
        ServletContextHandler context = new ServletContextHandler();
        ServletHolder holder = new ServletHolder(new HttpServlet() {
            private static final long serialVersionUID = 1L;

            @Override
            protected void doPost(HttpServletRequest request, HttpServletResponse response) {
                request.startAsync().setTimeout(0);
                contents.add(new BodyContent(
                        IncomingBody.of(request), request.getContentLengthLong(), SHORT, () -> {}, () -> {}));
            }
        });
        holder.setAsyncSupported(true);
        context.addServlet(holder, "/*");
        server.setHandler(context);
        server.start();
    }

    @AfterEach
    void stop() throws Exception {
        server.stop();
    }

    private Socket post() throws Exception {
        Socket socket = new Socket("127.0.0.1", connector.getLocalPort());
        socket.getOutputStream().write("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\n".getBytes(ISO_8859_1));
        return socket;
    }

    @Test
    void isGivenUpWhenMoreIsAskedFor() throws Exception {
        try (Socket socket = post()) {
            Pieces pieces = new Pieces();
            contents.take().subscribe(pieces);
            socket.getOutputStream().write("abc".getBytes(ISO_8859_1));
            pieces.subscription.get().request(1);
            assertThat(pieces.arrived.poll(20, TimeUnit.SECONDS)).isEqualTo("abc");
            pieces.subscription.get().request(1);

            assertThat(pieces.end)
                    .failsWithin(20, TimeUnit.SECONDS)
                    .withThrowableOfType(ExecutionException.class)
                    .havingCause()
                    .isInstanceOfSatisfying(
                            AppKitException.class,
                            error -> assertThat(error.kind()).isEqualTo(ErrorKind.TIMEOUT));
        }
    }

    @Test
    void isWaitedForAsLongAsNothingIsAskedFor() throws Exception {
        try (Socket socket = post()) {
            Pieces pieces = new Pieces();
            contents.take().subscribe(pieces);
            pieces.subscription.get().request(1);
            socket.getOutputStream().write("abc".getBytes(ISO_8859_1));
            assertThat(pieces.arrived.poll(20, TimeUnit.SECONDS)).isEqualTo("abc");
            assertThat(pieces.end)
                    .failsWithin(SHORT.multipliedBy(3))
                    .withThrowableOfType(java.util.concurrent.TimeoutException.class);
            socket.getOutputStream().write("defghi".getBytes(ISO_8859_1));
            pieces.subscription.get().request(Long.MAX_VALUE);
            pieces.end.get(20, TimeUnit.SECONDS);
        }
    }

    @Test
    void anAskForNothingIsAnError() throws Exception {
        try (Socket socket = post()) {
            Pieces pieces = new Pieces();
            contents.take().subscribe(pieces);
            pieces.subscription.get().request(0);
            assertThat(pieces.end)
                    .failsWithin(20, TimeUnit.SECONDS)
                    .withThrowableOfType(ExecutionException.class)
                    .withCauseInstanceOf(IllegalArgumentException.class);
            assertThat(socket.isConnected()).isTrue();
        }
    }

    @Test
    void oneThatIsAbortedBeforeItIsTakenTellsSo() throws Exception {
        try (Socket socket = post()) {
            BodyContent content = contents.take();
            content.abort();
            Pieces pieces = new Pieces();
            content.subscribe(pieces);
            assertThat(pieces.end).isCompletedExceptionally();
            assertThat(socket.isConnected()).isTrue();
        }
    }
}
