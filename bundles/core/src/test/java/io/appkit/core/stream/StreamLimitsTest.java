package io.appkit.core.stream;

import static io.appkit.core.stream.Desk.message;
import static org.assertj.core.api.Assertions.assertThat;

import io.appkit.api.AppKitException;
import io.appkit.api.platform.Mount;
import io.appkit.api.platform.StreamInfo;
import io.appkit.api.stream.EventStream;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class StreamLimitsTest {

    private static final int MIB = 1 << 20;

    private final Desk desk = new Desk(StreamSettings.DEFAULT);
    private final RecordedConnection client = new RecordedConnection();

    @Test
    void theThousandAndFirstStreamEndsTheOneNotUsedForLongest() {
        List<RecordedConnection> clients = new ArrayList<>();
        List<EventStream> streams = new ArrayList<>();
        for (int i = 0; i < 1000; i++) {
            clients.add(new RecordedConnection());
            streams.add(desk.open("s" + i, clients.get(i)).orElseThrow());
        }
        desk.open("s0", new RecordedConnection());

        desk.open(client);

        assertThat(clients.get(0).finished).isZero();
        assertThat(clients.get(1).frames)
                .containsExactly("event: error\ndata: {\"type\":\"error\",\"error\":"
                        + "\"The stream was closed, since too many are open\",\"code\":\"STREAM_EVICTED\"}\n\n");
        assertThat(clients.get(1).finished).isEqualTo(1);
        assertThat(streams.get(1).cancellation().isCancelled()).isTrue();
        assertThat(streams.get(1).send(message(1))).isFalse();
        assertThat(desk.registry.streams()).hasSize(1000);
        assertThat(desk.openLeases).isEqualTo(1000);
    }

    @Test
    void streamsThatHaveEndedMakeRoomFirst() {
        Desk small = new Desk(new StreamSettings(2, MIB));
        EventStream running = small.open("a", client).orElseThrow();
        small.open("b", new RecordedConnection()).orElseThrow().finish(message(1));

        small.open("c", new RecordedConnection());

        assertThat(running.cancellation().isCancelled()).isFalse();
        assertThat(small.registry.streams())
                .extracting(StreamInfo::id)
                .containsExactlyInAnyOrder(Optional.of("a"), Optional.of("c"));
    }

    @Test
    void thePluginsHaveALimitEach() {
        Desk small = new Desk(new StreamSettings(1, MIB));
        EventStream genie = small.open(new Desk.TestMount("genie"), "a", client);
        EventStream serving = small.open(new Desk.TestMount("serving"), "a", new RecordedConnection());

        assertThat(genie.cancellation().isCancelled()).isFalse();
        assertThat(serving.cancellation().isCancelled()).isFalse();
    }

    @Test
    void memoryReturnsToItsBaseTenMinutesAfterTheEnd() {
        for (int i = 0; i < 10; i++) {
            RecordedConnection stays = new RecordedConnection();
            EventStream stream = desk.open("s" + i, stays).orElseThrow();
            stream.send(Desk.large(1000));
            if (i % 2 == 0) {
                stream.finish(message(1));
            } else {
                stream.fail(AppKitException.validation("x"));
            }
        }
        desk.time.pass(Duration.ofMillis(599_999));
        assertThat(desk.registry.streams()).hasSize(10);
        desk.time.pass(Duration.ofMillis(1));

        assertThat(desk.registry.streams()).isEmpty();
        assertThat(desk.time.pending()).isZero();
    }

    @Test
    void keepsTheLastHundredEvents() {
        EventStream stream = desk.open("a", new RecordedConnection()).orElseThrow();
        for (int i = 1; i <= 150; i++) {
            stream.send(message(i));
        }

        desk.open("a", client);

        assertThat(client.data()).isEqualTo(ReplayTest.steps(51, 150));
    }

    @Test
    void keepsEightMebibytesOfAStream() {
        EventStream stream = desk.open("a", new RecordedConnection()).orElseThrow();
        for (int i = 0; i < 20; i++) {
            stream.send(Desk.large(MIB));
        }

        desk.open("a", client);

        assertThat(client.frames).hasSize(7);
        assertThat(buffered()).isLessThan(8 * MIB);
    }

    @Test
    void keepsNoMoreBytesInAllThanConfigured() {
        Desk small = new Desk(new StreamSettings(1000, 10 * MIB));
        EventStream ended = small.open("ended", new RecordedConnection()).orElseThrow();
        EventStream oldest = small.open("oldest", new RecordedConnection()).orElseThrow();
        for (int i = 0; i < 3; i++) {
            ended.send(Desk.large(MIB));
            oldest.send(Desk.large(MIB));
        }
        ended.finish(message(1));
        for (int i = 0; i < 20; i++) {
            EventStream next = small.open("s" + i, new RecordedConnection()).orElseThrow();
            next.send(Desk.large(MIB));
            assertThat(small.registry.streams().stream()
                            .mapToLong(StreamInfo::bufferedBytes)
                            .sum())
                    .isLessThanOrEqualTo(10 * MIB);
        }

        assertThat(small.registry.streams()).extracting(StreamInfo::id).doesNotContain(Optional.of("ended"));
        assertThat(oldest.cancellation().isCancelled()).isFalse();
        small.open("oldest", client);
        oldest.finish(message(2));
        assertThat(client.data()).hasSize(1);
    }

    @Test
    void streamsWithoutIdKeepNothing() {
        EventStream stream = desk.open(client);
        stream.send(Desk.large(MIB));

        assertThat(desk.registry.streams()).singleElement().satisfies(info -> {
            assertThat(info.bufferedBytes()).isZero();
            assertThat(info.events()).isEqualTo(1);
            assertThat(info.plugin()).isEqualTo("genie");
            assertThat(info.owner()).isEqualTo("anna");
            assertThat(info.opened()).isEqualTo(Instant.EPOCH);
        });
    }

    @Test
    void aPluginThatLeavesEndsItsStreamsOnly() {
        Mount leaving = new Desk.TestMount("genie");
        EventStream stream = desk.open(leaving, "a", client);
        EventStream other = desk.open(new Desk.TestMount("genie"), "b", new RecordedConnection());

        desk.registry.abort(leaving);

        assertThat(client.data())
                .containsExactly(
                        "{\"type\":\"error\",\"error\":\"Plugin restarting\",\"code\":\"TEMPORARY_UNAVAILABLE\"}");
        assertThat(client.finished).isEqualTo(1);
        assertThat(stream.cancellation().isCancelled()).isTrue();
        assertThat(other.cancellation().isCancelled()).isFalse();
    }

    @Test
    void aServerThatStopsSaysSoOnEveryStreamAndOnThoseOpenedLater() {
        EventStream stream = desk.open("a", client).orElseThrow();
        RecordedConnection late = new RecordedConnection();

        desk.registry.stop();
        desk.open(late);

        String text = "{\"type\":\"error\",\"error\":\"Server is shutting down, please retry\","
                + "\"code\":\"TEMPORARY_UNAVAILABLE\"}";
        assertThat(client.data()).containsExactly(text);
        assertThat(late.data()).containsExactly(text);
        assertThat(late.finished).isEqualTo(1);
        assertThat(stream.cancellation().isCancelled()).isTrue();
        assertThat(desk.openLeases).isZero();
    }

    private long buffered() {
        return desk.registry.streams().stream()
                .mapToLong(StreamInfo::bufferedBytes)
                .sum();
    }
}
