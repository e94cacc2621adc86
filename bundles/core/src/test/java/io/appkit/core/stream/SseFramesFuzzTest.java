package io.appkit.core.stream;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.appkit.api.stream.Message;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Whatever the messages of a stream are, a client reads the same ones back, by its own rules (contract: streaming, 2). */
class SseFramesFuzzTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    @FuzzTest
    void messagesAreReadBack(FuzzedDataProvider data) throws JsonProcessingException {
        List<String> sent = new ArrayList<>();
        ByteArrayOutputStream wire = new ByteArrayOutputStream();
        for (int i = data.consumeInt(1, 4); i > 0; i--) {
            String type = data.consumeString(120);
            String json = JSON.writeValueAsString(List.of(data.consumeString(200)));
            sent.add(json);
            for (byte[] part : SseFrames.frame(new Message(type, json.getBytes(StandardCharsets.UTF_8)))
                    .parts()) {
                wire.writeBytes(part);
            }
            wire.writeBytes(SseFrames.HEARTBEAT);
        }
        assertThat(read(wire.toString(StandardCharsets.UTF_8))).isEqualTo(sent);
    }

    /** As the page does: blocks end with an empty line, only lines of data count, and carriage returns end lines, too. */
    private static List<String> read(String wire) {
        List<String> messages = new ArrayList<>();
        for (String block : wire.replace("\r\n", "\n").replace('\r', '\n').split("\n\n", -1)) {
            List<String> lines = new ArrayList<>();
            for (String line : block.split("\n", -1)) {
                if (line.startsWith("data:")) {
                    lines.add(line.substring("data:".length()).trim());
                }
            }
            if (!lines.isEmpty()) {
                messages.add(String.join("\n", lines));
            }
        }
        return messages;
    }
}
