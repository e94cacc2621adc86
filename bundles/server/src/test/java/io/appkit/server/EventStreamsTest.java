package io.appkit.server;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.appkit.api.Caller;
import io.appkit.api.platform.GateDecision;
import io.appkit.api.stream.EventStream;
import io.appkit.api.stream.Message;
import io.appkit.core.stream.StreamRegistry;
import io.appkit.core.stream.StreamSettings;
import io.appkit.server.SseClient.Event;
import java.io.IOException;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Event streams from the socket to the registry of core (contract: streaming). */
@Timeout(60)
class EventStreamsTest {

    private static final int LIMIT = 8;

    @TempDir
    Path app;

    private final StreamRegistry registry = StreamRegistry.with(new StreamSettings(LIMIT, 64L << 20));
    private final BlockingQueue<EventStream> opened = new LinkedBlockingQueue<>();
    private TestServer server;

    @BeforeEach
    void start() throws Exception {
        server = new TestServer(app, Map.of(), registry);
        server.platform.route("GET", "/watch", exchange -> opened.add(exchange.events()));
        server.platform.route("POST", "/watch", exchange -> {
            exchange.body();
            opened.add(exchange.events());
        });
        server.platform.route(
                "GET",
                "/chat/:id",
                exchange -> exchange.events(exchange.path("id")).ifPresent(opened::add));
        server.platform.route("GET", "/forget/:id", exchange -> {
            exchange.events(exchange.path("id"), stream -> stream.send(step(1)));
        });
        server.platform.route("GET", "/hello", exchange -> exchange.json("hello"));
        server.platform.route("GET", "/at-once", exchange -> exchange.events(stream -> stream.finish(step(1))));
    }

    @AfterEach
    void stop() throws Exception {
        registry.stop();
        server.close();
    }

    @Test
    void aSocketCutAfterEventThreeOfSixGetsTheOthersExactlyOnce() throws Exception {
        List<Event> before;
        EventStream stream;
        try (SseClient first = get("/api/demo/chat/c1")) {
            stream = opened();
            send(stream, 1, 2, 3);
            first.head();
            before = first.next(3);
        }
        send(stream, 4);

        try (SseClient second =
                get("/api/demo/chat/c1", "Last-Event-ID: " + before.get(2).id())) {
            assertThat(second.head()).isEqualTo("HTTP/1.1 200 OK");
            assertThat(second.next(1)).extracting(Event::data).containsExactly(data(4));
            send(stream, 5);
            stream.finish(step(6));
            assertThat(second.rest()).extracting(Event::data).containsExactly(data(5), data(6));
        }
        assertThat(opened).isEmpty();
        await("leases", () -> server.platform.openLeases.get() == 0);
    }

    @Test
    void anotherUserWithTheSameIdGetsOneErrorAndNoData() throws Exception {
        try (SseClient anna = get("/api/demo/chat/c1")) {
            EventStream stream = opened();
            send(stream, 1);
            server.gate = request ->
                    new GateDecision.Admit(new Caller("ben", Optional.empty(), Optional.empty(), Optional.empty()));
            try (SseClient ben = get("/api/demo/chat/c1")) {
                assertThat(ben.head()).isEqualTo("HTTP/1.1 200 OK");
                assertThat(ben.rest())
                        .singleElement()
                        .satisfies(event -> assertThat(event.data())
                                .contains("STREAM_FORBIDDEN", "Stream not found or access denied")
                                .contains("\"type\":\"error\""));
            }
            stream.finish(step(2));
            anna.head();
            assertThat(anna.rest()).hasSize(2);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET /api/demo/watch HTTP/1.1\r\nHost: x\r\n\r\n",
                "POST /api/demo/watch HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
                        + "Content-Length: 2\r\n\r\n{}",
                "POST /api/demo/watch HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
                        + "Transfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n",
            })
    void aClientThatHasGoneIsNoticedWithinASecondThoughNothingIsSent(String request) throws Exception {
        for (boolean reset : new boolean[] {false, true}) {
            Socket socket = new Socket("127.0.0.1", server.port());
            socket.getOutputStream().write(request.getBytes(ISO_8859_1));
            EventStream stream = opened();
            CountDownLatch gone = new CountDownLatch(1);
            stream.cancellation().onCancel(gone::countDown);
            if (reset) {
                socket.setSoLinger(true, 0);
            }

            socket.close();

            assertThat(gone.await(1, TimeUnit.SECONDS)).as("noticed").isTrue();
            await("leases", () -> server.platform.openLeases.get() == 0);
        }
    }

    @Test
    void aConnectionIsUsedAgainAfterAStreamThatWasWatched() throws Exception {
        try (SseClient client = new SseClient(server.openKept("GET /api/demo/watch", List.of()))) {
            EventStream stream = opened();
            client.head();
            await("watch", () -> server.awaitingInput() == 1);
            stream.finish(step(1));
            assertThat(client.rest()).hasSize(1);

            write(client, "GET /api/demo/hello HTTP/1.1\r\nHost: x\r\n\r\n");

            assertThat(client.head()).isEqualTo("HTTP/1.1 200 OK");
        }
    }

    @Test
    void aRequestSentAheadWaitsForTheEndOfTheStream() throws Exception {
        try (SseClient client = new SseClient(server.openKept("GET /api/demo/watch", List.of()))) {
            EventStream stream = opened();
            client.head();
            await("watch", () -> server.awaitingInput() == 1);

            write(client, "GET /api/demo/hello HTTP/1.1\r\nHost: x\r\n\r\n");
            await("request seen", () -> server.awaitingInput() == 0);
            send(stream, 1);
            stream.finish(step(2));

            assertThat(client.rest()).extracting(Event::data).containsExactly(data(1), data(2));
            assertThat(client.head()).isEqualTo("HTTP/1.1 200 OK");
        }
    }

    @Test
    void aClientThatDoesNotReadIsDroppedAndTheOthersOfItsStreamGetEverything() throws Exception {
        int events = 64;
        try (SseClient stalled = get("/api/demo/chat/c1");
                SseClient reading = get("/api/demo/chat/c1")) {
            EventStream stream = opened();
            await("both", () -> registry.streams().get(0).clients() == 2);
            reading.head();
            for (int i = 0; i < events; i++) {
                assertThat(stream.send(new Message("step", ("\"" + "x".repeat(1 << 20) + "\"").getBytes(UTF_8))))
                        .isTrue();
                assertThat(reading.next(1)).hasSize(1);
            }
            assertThat(registry.streams().get(0).clients()).isEqualTo(1);
            stream.finish(step(1));
            assertThat(reading.rest()).extracting(Event::data).containsExactly(data(1));
            assertThat(stalled.socket.isClosed()).isFalse();
        }
    }

    @Test
    void aStreamThatEndsAsItBeginsIsWholeAndLeavesItsConnection() throws Exception {
        try (SseClient client = get("/api/demo/at-once")) {
            client.head();
            assertThat(client.rest()).extracting(Event::data).containsExactly(data(1));
            write(client, "GET /api/demo/at-once HTTP/1.1\r\nHost: localhost\r\n\r\n");
            assertThat(client.head()).startsWith("HTTP/1.1 200");
            assertThat(client.rest()).extracting(Event::data).containsExactly(data(1));
        }
    }

    @Test
    void oneStreamTooManyEndsTheOldest() throws Exception {
        try (SseClient oldest = get("/api/demo/watch")) {
            EventStream stream = opened();
            for (int i = 0; i < LIMIT; i++) {
                get("/api/demo/watch");
                opened();
            }
            oldest.head();

            assertThat(oldest.rest()).singleElement().satisfies(event -> {
                assertThat(event.id()).isNull();
                assertThat(event.data()).contains("STREAM_EVICTED");
            });
            assertThat(stream.cancellation().isCancelled()).isTrue();
        }
    }

    @Test
    void aForgottenEndIsMadeGood() throws Exception {
        try (SseClient client = get("/api/demo/forget/f1")) {
            client.head();
            assertThat(client.rest())
                    .hasSize(2)
                    .last()
                    .satisfies(event -> assertThat(event.data()).contains("INTERNAL_ERROR"));
        }
        try (SseClient again = get("/api/demo/forget/f1")) {
            again.head();
            assertThat(again.rest()).hasSize(2);
        }
    }

    @Test
    void aServerThatStopsEndsEveryStreamWithItsReason() throws Exception {
        try (SseClient plain = get("/api/demo/watch");
                SseClient found = get("/api/demo/chat/c1")) {
            EventStream stream = opened();
            opened();

            registry.abortAll();

            for (SseClient client : List.of(plain, found)) {
                client.head();
                assertThat(client.rest())
                        .extracting(Event::data)
                        .containsExactly(
                                "{\"type\":\"error\","
                                        + "\"error\":\"Server is shutting down, please retry\",\"code\":\"TEMPORARY_UNAVAILABLE\"}");
            }
            assertThat(stream.cancellation().isCancelled()).isTrue();
        }
    }

    private SseClient get(String path, String... headers) throws IOException {
        return new SseClient(server.openKept("GET " + path, List.of(headers)));
    }

    private EventStream opened() throws InterruptedException {
        EventStream stream = opened.poll(20, TimeUnit.SECONDS);
        assertThat(stream).isNotNull();
        return stream;
    }

    private static void write(SseClient client, String text) throws IOException {
        client.socket.getOutputStream().write(text.getBytes(ISO_8859_1));
    }

    private static void send(EventStream stream, int... numbers) {
        for (int number : numbers) {
            assertThat(stream.send(step(number))).isTrue();
        }
    }

    private static Message step(int number) {
        return new Message("step", data(number).getBytes(UTF_8));
    }

    private static String data(int number) {
        return "{\"type\":\"step\",\"n\":" + number + "}";
    }

    private static void await(String what, BooleanSupplier condition) {
        long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as(what).isLessThan(deadline);
            Thread.onSpinWait();
        }
    }
}
