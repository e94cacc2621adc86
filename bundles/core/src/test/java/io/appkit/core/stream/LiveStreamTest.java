package io.appkit.core.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.appkit.api.AppKitException;
import io.appkit.api.ErrorKind;
import io.appkit.api.platform.StreamConnection;
import io.appkit.api.stream.Message;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LiveStreamTest {

    private final Recorded connection = new Recorded();
    private final LiveStream stream = new LiveStream("analytics", connection);

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
        stream.abort(ErrorEvent.shuttingDown());

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
        stream.connectionClosed();

        assertThat(stream.cancellation().isCancelled()).isTrue();
        assertThat(stream.send(message("progress", "{}"))).isFalse();
    }

    @Test
    void keepsLineBreaksOutOfTheEventName() {
        stream.send(message("a\r\nid: forged", "{}"));

        assertThat(connection.frames).singleElement().asString().contains("event: aid: forged\n");
    }

    private static Message message(String type, String json) {
        return new Message(type, json.getBytes(StandardCharsets.UTF_8));
    }

    private static final class Recorded implements StreamConnection {

        private final List<String> frames = new ArrayList<>();
        private int finished;

        @Override
        public boolean send(byte[] frame) {
            return frames.add(new String(frame, StandardCharsets.UTF_8));
        }

        @Override
        public void finish() {
            finished++;
        }

        @Override
        public void onClose(Runnable action) {}
    }
}
