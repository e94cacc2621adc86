package io.appkit.core.stream;

import static io.appkit.core.stream.Desk.message;
import static org.assertj.core.api.Assertions.assertThat;

import io.appkit.api.AppKitException;
import io.appkit.api.ErrorKind;
import io.appkit.api.stream.EventStream;
import io.appkit.api.stream.Message;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LiveStreamTest {

    private final Desk desk = new Desk(StreamSettings.DEFAULT);
    private final RecordedConnection connection = new RecordedConnection();
    private final EventStream stream = desk.open(connection);

    @Test
    void framesAMessageWithIdEventAndOneLineOfData() {
        stream.send(message("progress", "{\"type\":\"progress\"}"));

        assertThat(connection.frames)
                .singleElement()
                .asString()
                .matches("id: [0-9a-f-]{36}\nevent: progress\ndata: \\{\"type\":\"progress\"}\n\n");
    }

    @Test
    void sendsOneTerminalMessageWhoeverEndsTheStreamFirst() {
        stream.finish(message("result", "{\"type\":\"result\"}"));
        stream.finish(message("result", "{\"type\":\"result\"}"));
        stream.fail(new IllegalStateException("late"));
        desk.registry.abortAll();

        assertThat(connection.frames).hasSize(1);
        assertThat(connection.finished).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({
        "TIMEOUT, TIMEOUT",
        "CONNECTION, TEMPORARY_UNAVAILABLE",
        "UNAVAILABLE, TEMPORARY_UNAVAILABLE",
        "ABORTED, STREAM_ABORTED",
        "TOO_LARGE, INVALID_REQUEST",
        "EXECUTION, UPSTREAM_ERROR",
        "AUTHENTICATION, UPSTREAM_ERROR",
        "VALIDATION, UPSTREAM_ERROR",
        "CONFIGURATION, UPSTREAM_ERROR"
    })
    void classifiesErrorsByKind(ErrorKind kind, String code) {
        stream.fail(new AppKitException(kind, 500, "secret upstream text", "shown", "X_CODE", null));

        assertThat(connection.frames)
                .singleElement()
                .asString()
                .contains("event: error\n")
                .contains("{\"type\":\"error\",\"error\":\"shown\",\"code\":\"" + code + "\",\"errorCode\":\"X_CODE\"}")
                .doesNotContain("secret");
    }

    @Test
    void hidesTheTextOfUnexpectedErrors() {
        stream.fail(new IllegalStateException("secret"));

        assertThat(connection.frames)
                .singleElement()
                .asString()
                .contains("INTERNAL_ERROR")
                .doesNotContain("secret");
    }

    @Test
    void replacesAMessageThatTheClientsBufferCannotTake() {
        byte[] json = new byte[SseFrames.MAX_UNITS + 1];
        Arrays.fill(json, (byte) 'x');

        stream.finish(new Message("result", json));

        assertThat(connection.frames)
                .singleElement()
                .asString()
                .contains("RESULT_TOO_LARGE_FOR_JSON_FALLBACK")
                .contains("INVALID_REQUEST");
    }

    @Test
    void measuresTheLimitInUnitsOfTheClient() {
        byte[] json = "é".repeat(SseFrames.MAX_UNITS - 200).getBytes(StandardCharsets.UTF_8);

        stream.finish(new Message("result", json));

        assertThat(connection.frames).singleElement().asString().doesNotContain("INVALID_REQUEST");
    }

    @Test
    void cancelsItsWorkWhenTheClientHasGone() {
        connection.leave();

        assertThat(stream.cancellation().isCancelled()).isTrue();
        assertThat(stream.send(message("progress", "{}"))).isFalse();
    }

    @Test
    void keepsLineBreaksOutOfTheEventName() {
        stream.send(message("a\r\nid: forged", "{}"));

        assertThat(connection.frames).singleElement().asString().contains("event: aid: forged\n");
    }

    @Test
    void endsAStreamWhoseMessageIsTooLargeAndCancelsItsWork() {
        assertThat(stream.send(Desk.large(SseFrames.MAX_UNITS))).isFalse();

        assertThat(connection.data()).singleElement().asString().contains("RESULT_TOO_LARGE_FOR_JSON_FALLBACK");
        assertThat(connection.finished).isEqualTo(1);
        assertThat(stream.cancellation().isCancelled()).isTrue();
    }

    @Test
    void aFrameOfExactlyTheLimitPasses() {
        int envelope = "id: 7f0c2a9e-4a57-4d0b-9a3e-2f6f1f0d9b11\nevent: step\ndata: \"\"\n\n".length();

        stream.send(Desk.large(SseFrames.MAX_UNITS - envelope));

        assertThat(connection.frames).singleElement().asString().hasSize(SseFrames.MAX_UNITS);
    }

    @Test
    void beatsEveryTenSecondsUntilItEnds() {
        desk.time.pass(Duration.ofSeconds(60));
        assertThat(connection.frames).hasSize(6).containsOnly(": heartbeat\n\n");

        stream.finish(message("result", "{}"));
        desk.time.pass(Duration.ofMinutes(1));

        assertThat(connection.frames).hasSize(7);
        assertThat(desk.time.pending()).isZero();
    }

    @Test
    void givesItsLeaseBackAtTheEnd() {
        assertThat(desk.openLeases).isEqualTo(1);

        stream.fail(new IllegalStateException("x"));

        assertThat(desk.openLeases).isZero();
        assertThat(desk.registry.streams()).isEmpty();
    }

    @Test
    void aStreamWithoutIdEndsAtOnceWithItsClient() {
        connection.leave();

        assertThat(desk.openLeases).isZero();
        assertThat(desk.registry.streams()).isEmpty();
        assertThat(desk.time.pending()).isZero();
    }

    @Test
    void aClientThatDoesNotKeepUpEndsItsStream() {
        connection.slow = true;

        assertThat(stream.send(message("step", "{}"))).isFalse();
        assertThat(stream.cancellation().isCancelled()).isTrue();
    }

    @Test
    void workThatCannotBeCancelledKeepsNoOtherStreamFromEnding() {
        RecordedConnection other = new RecordedConnection();
        EventStream second = desk.open(other);
        for (EventStream each : new EventStream[] {stream, second}) {
            each.cancellation().onCancel(() -> {
                throw new IllegalStateException("stubborn");
            });
        }

        desk.registry.abortAll();

        assertThat(connection.finished + other.finished).isEqualTo(2);
    }
}
