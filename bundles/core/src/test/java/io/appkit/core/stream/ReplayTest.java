package io.appkit.core.stream;

import static io.appkit.core.stream.Desk.message;
import static org.assertj.core.api.Assertions.assertThat;

import io.appkit.api.platform.StreamInfo;
import io.appkit.api.stream.EventStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReplayTest {

    private final Desk desk = new Desk(StreamSettings.DEFAULT);
    private final RecordedConnection first = new RecordedConnection();
    private final RecordedConnection second = new RecordedConnection();

    @Test
    void aClientCutOffAfterThreeOfSixGetsTheOthersExactlyOnce() {
        EventStream stream = desk.open("chat", first).orElseThrow();
        send(stream, 1, 2, 3);
        first.leave();
        send(stream, 4, 5);

        assertThat(desk.open("anna", "chat", second, first.ids().get(2))).isEmpty();
        stream.finish(message(6));

        assertThat(second.data()).containsExactly(step(4), step(5), step(6));
        assertThat(second.finished).isEqualTo(1);
        assertThat(second.ids()).doesNotContainAnyElementsOf(first.ids()).doesNotHaveDuplicates();
        assertThat(desk.openLeases).isZero();
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", "3", "7f0c2a9e4a574d0b9a3e2f6f1f0d9b1-----", "7f0c2a9e-4a57-4d0b-9a3e-2f6f1f0d9b1\n"})
    void withoutAUsableLastEventIdTheWholeBufferComesAgain(String lastEventId) {
        EventStream stream = desk.open("chat", first).orElseThrow();
        send(stream, 1, 2);

        desk.open("anna", "chat", second, lastEventId);
        send(stream, 3);

        assertThat(second.frames).isEqualTo(first.frames).hasSize(3);
    }

    @Test
    void anUnknownLastEventIdGetsAWarningAndThenWhatIsNew() {
        EventStream stream = desk.open("chat", first).orElseThrow();
        send(stream, 1, 2);
        String unknown = UUID.randomUUID().toString();

        desk.open("anna", "chat", second, unknown);
        send(stream, 3);

        assertThat(second.frames.get(0))
                .isEqualTo("event: warning\ndata: {\"warning\":\"Some messages of this stream are lost\","
                        + "\"code\":\"BUFFER_OVERFLOW_RESTART\",\"lastEventId\":\"" + unknown + "\"}\n\n");
        assertThat(second.data()).hasSize(2).last().isEqualTo(step(3));
    }

    @Test
    void aStreamThatHasEndedIsReplayedAndEnds() {
        EventStream stream = desk.open("chat", first).orElseThrow();
        send(stream, 1);
        stream.finish(message(2));

        assertThat(desk.open("chat", second)).isEmpty();

        assertThat(second.frames).isEqualTo(first.frames);
        assertThat(second.finished).isEqualTo(1);
    }

    @Test
    void aClientThatMissedTooMuchOfAStreamThatHasEndedStillGetsItsTerminalMessage() {
        EventStream stream = desk.open("chat", first).orElseThrow();
        stream.finish(message(2));

        desk.open("anna", "chat", second, UUID.randomUUID().toString());

        assertThat(second.data()).hasSize(2).last().isEqualTo(step(2));
        assertThat(second.frames.get(0)).contains("BUFFER_OVERFLOW_RESTART");
    }

    @Test
    void everyClientGetsEveryEvent() {
        EventStream stream = desk.open("chat", first).orElseThrow();
        desk.open("chat", second);
        send(stream, 1, 2);
        stream.finish(message(3));

        assertThat(second.frames).isEqualTo(first.frames).hasSize(3);
    }

    @Test
    void clientsThatJoinWhileManyThreadsSendGetEverythingOnceAndInOneOrder() throws Exception {
        EventStream stream = desk.open("chat", first).orElseThrow();
        int senders = 4;
        List<RecordedConnection> joined = new ArrayList<>();
        ExecutorService threads = Executors.newFixedThreadPool(senders);
        try {
            CyclicBarrier start = new CyclicBarrier(senders + 1);
            List<Future<?>> sending = new ArrayList<>();
            for (int sender = 0; sender < senders; sender++) {
                sending.add(threads.submit(() -> {
                    start.await();
                    send(
                            stream,
                            IntStream.range(0, ReplayBuffer.MAX_EVENTS / senders)
                                    .toArray());
                    return true;
                }));
            }
            start.await();
            for (int i = 0; i < 20; i++) {
                RecordedConnection client = new RecordedConnection();
                joined.add(client);
                desk.open("chat", client);
            }
            for (Future<?> sender : sending) {
                sender.get();
            }
        } finally {
            threads.shutdownNow();
        }

        assertThat(first.ids()).hasSize(ReplayBuffer.MAX_EVENTS).doesNotHaveDuplicates();
        assertThat(joined).allSatisfy(client -> assertThat(client.ids()).isEqualTo(first.ids()));
    }

    @Test
    void aSlowClientIsDroppedAndTheOthersGoOn() {
        EventStream stream = desk.open("chat", first).orElseThrow();
        desk.open("chat", second);
        second.slow = true;

        assertThat(stream.send(message(1))).isTrue();
        send(stream, 2);

        assertThat(first.data()).containsExactly(step(1), step(2));
        assertThat(second.frames).isEmpty();
        assertThat(stream.cancellation().isCancelled()).isFalse();
    }

    @Test
    void anotherUserGetsNoDataAndTheStreamGoesOn() {
        EventStream stream = desk.open("chat", first).orElseThrow();
        send(stream, 1);

        assertThat(desk.open("ben", "chat", second, first.ids().get(0))).isEmpty();
        send(stream, 2);

        assertThat(second.data())
                .containsExactly(
                        "{\"type\":\"error\",\"error\":\"Stream not found or access denied\",\"code\":\"STREAM_FORBIDDEN\"}");
        assertThat(second.finished).isEqualTo(1);
        assertThat(first.data()).containsExactly(step(1), step(2));
        assertThat(desk.openLeases).isEqualTo(1);
    }

    @Test
    void anotherUserGetsNothingOfAStreamThatHasEndedEither() {
        desk.open("chat", first).orElseThrow().finish(message(1));

        desk.open("ben", "chat", second, null);

        assertThat(second.data()).singleElement().asString().contains("STREAM_FORBIDDEN");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a b", "ä", "a/b", "~1", "x\n"})
    void anIdOfAnotherFormOpensAStreamWithoutOne(String id) {
        desk.open(id, first);

        assertThat(desk.open(id, second)).isPresent();
        assertThat(desk.registry.streams()).extracting(StreamInfo::id).containsOnly(Optional.empty());
    }

    @Test
    void anIdHasUpTo256Characters() {
        desk.open("a".repeat(256), first);
        desk.open("a".repeat(257), second);

        assertThat(desk.registry.streams())
                .extracting(StreamInfo::id)
                .containsExactlyInAnyOrder(Optional.of("a".repeat(256)), Optional.empty());
    }

    @Test
    void workGoesOnForFifteenSecondsAfterTheLastClientHasLeft() {
        EventStream stream = desk.open("chat", first).orElseThrow();
        desk.open("chat", second);
        first.leave();
        desk.time.pass(Duration.ofMinutes(1));
        second.leave();

        desk.time.pass(Duration.ofMillis(14_999));
        assertThat(stream.cancellation().isCancelled()).isFalse();
        desk.time.pass(Duration.ofMillis(1));

        assertThat(stream.cancellation().isCancelled()).isTrue();
        assertThat(desk.registry.streams()).isEmpty();
        assertThat(desk.openLeases).isZero();
        assertThat(desk.open("chat", new RecordedConnection())).isPresent();
    }

    @Test
    void aClientThatComesBackInTimeKeepsTheWorkAlive() {
        EventStream stream = desk.open("chat", first).orElseThrow();
        first.leave();
        desk.time.pass(Duration.ofSeconds(14));
        desk.open("chat", second);

        desk.time.pass(Duration.ofMinutes(5));

        assertThat(stream.cancellation().isCancelled()).isFalse();
        assertThat(desk.registry.streams()).singleElement().satisfies(info -> {
            assertThat(info.state()).isEqualTo(StreamInfo.State.OPEN);
            assertThat(info.clients()).isEqualTo(1);
        });
    }

    @Test
    void aStreamThatEndsWithoutClientsIsThereForTheOneThatComesBack() {
        EventStream stream = desk.open("chat", first).orElseThrow();
        first.leave();
        stream.finish(message(1));
        desk.time.pass(Duration.ofMinutes(9));

        desk.open("chat", second);

        assertThat(second.data()).containsExactly(step(1));
    }

    private static void send(EventStream stream, int... numbers) {
        for (int number : numbers) {
            assertThat(stream.send(message(number))).isTrue();
        }
    }

    private static String step(int number) {
        return "{\"type\":\"step\",\"n\":" + number + "}";
    }

    static List<String> steps(int from, int to) {
        return IntStream.rangeClosed(from, to).mapToObj(ReplayTest::step).toList();
    }
}
