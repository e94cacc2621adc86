package io.appkit.core.stream;

import static io.appkit.core.stream.Desk.message;
import static org.assertj.core.api.Assertions.assertThat;

import io.appkit.api.platform.StreamInfo;
import io.appkit.api.stream.EventStream;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** A stream acts for the caller it began with, and for an hour at most. */
class StreamLifeTest {

    private static final String TOO_OLD = "{\"type\":\"error\",\"error\":"
            + "\"The stream has been open for an hour, please open it again\","
            + "\"code\":\"TEMPORARY_UNAVAILABLE\",\"errorCode\":\"SESSION_EXPIRED\"}";

    private final Desk desk = new Desk(StreamSettings.DEFAULT);
    private final RecordedConnection client = new RecordedConnection();

    @Test
    void aStreamOfAnHourEndsWithOneErrorAndItsWorkIsCancelled() {
        desk.time.pass(Duration.ofSeconds(17));
        EventStream stream = desk.open(client);
        AtomicInteger cancelled = new AtomicInteger();
        stream.cancellation().onCancel(cancelled::incrementAndGet);

        desk.time.pass(Duration.ofMinutes(58));
        assertThat(client.finished).isZero();
        assertThat(client.data()).isEmpty();

        desk.time.pass(Duration.ofMinutes(2));
        assertThat(client.data()).containsExactly(TOO_OLD);
        assertThat(client.finished).isEqualTo(1);
        assertThat(cancelled).hasValue(1);
        assertThat(stream.send(message(1))).isFalse();
        stream.finish(message(2));
        assertThat(client.data()).hasSize(1);
        assertThat(desk.openLeases).isZero();
        assertThat(desk.registry.streams()).isEmpty();
    }

    @Test
    void comingBackToAStreamDoesNotProlongIt() {
        EventStream stream = desk.open("s", client).orElseThrow();
        stream.send(message(1));
        desk.time.pass(Duration.ofMinutes(50));
        client.leave();
        RecordedConnection again = new RecordedConnection();
        assertThat(desk.open("s", again)).isEmpty();

        desk.time.pass(Duration.ofMinutes(10));

        assertThat(again.data()).containsExactly("{\"type\":\"step\",\"n\":1}", TOO_OLD);
        assertThat(stream.cancellation().isCancelled()).isTrue();
        assertThat(desk.registry.streams()).extracting(StreamInfo::state).containsExactly(StreamInfo.State.ENDED);
    }

    @Test
    void youngerStreamsAndTheOnesThatHaveEndedAreLeftAlone() {
        RecordedConnection ended = new RecordedConnection();
        desk.open("ended", ended).orElseThrow().finish(message("result", "{\"type\":\"result\"}"));
        desk.time.pass(Duration.ofMinutes(30));
        EventStream younger = desk.open(client);

        desk.time.pass(Duration.ofMinutes(45));

        assertThat(younger.send(message(1))).isTrue();
        assertThat(ended.data()).containsExactly("{\"type\":\"result\"}");
    }

    @Test
    void anOpenStreamHasNoTimerOfItsOwn() {
        long before = desk.time.pending();
        desk.open(client);
        assertThat(desk.time.pending()).isEqualTo(before);
    }
}
