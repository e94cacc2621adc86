package io.appkit.core.stream;

import io.appkit.api.stream.Message;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Messages in the form of the wire (contract: streaming, section 2). */
final class SseFrames {

    /** The client's buffer of 5 MiB in UTF-16 units, less a margin. */
    static final int MAX_UNITS = (5 * 1024 - 64) * 1024;

    static final byte[] HEARTBEAT = ": heartbeat\n\n".getBytes(StandardCharsets.UTF_8);

    private static final byte[] DATA = "\ndata: ".getBytes(StandardCharsets.UTF_8);
    private static final byte[] END = "\n\n".getBytes(StandardCharsets.UTF_8);
    private static final int MAX_EVENT_NAME = 100;

    private SseFrames() {}

    /** A message with an id of its own. */
    static Frame frame(Message message) {
        UUID id = UUID.randomUUID();
        return new Frame(id, bytes(id, message));
    }

    /** A message that is about the connection, not one of the stream's. */
    static byte[] withoutId(Message message) {
        return bytes(null, message);
    }

    private static byte[] bytes(@Nullable UUID id, Message message) {
        String lines = (id == null ? "" : "id: " + id + "\n") + "event: " + eventName(message.type());
        byte[] head = lines.getBytes(StandardCharsets.UTF_8);
        ByteArrayOutputStream out =
                new ByteArrayOutputStream(head.length + DATA.length + message.json().length + END.length);
        out.writeBytes(head);
        out.writeBytes(DATA);
        out.writeBytes(message.json());
        out.writeBytes(END);
        return out.toByteArray();
    }

    private static String eventName(String type) {
        String name = type.replaceAll("[\\r\\n]", "");
        return name.isEmpty() ? "message" : name.substring(0, Math.min(name.length(), MAX_EVENT_NAME));
    }

    /** Whether the client's buffer takes the frame. */
    static boolean fits(Frame frame) {
        return frame.bytes().length <= MAX_UNITS || units(frame.bytes()) <= MAX_UNITS;
    }

    /** UTF-16 units of UTF-8 text: one per sequence, two for those of four bytes. */
    private static int units(byte[] utf8) {
        int units = 0;
        for (byte b : utf8) {
            boolean continuation = (b & 0xC0) == 0x80;
            boolean fourBytes = (b & 0xF8) == 0xF0;
            units += continuation ? 0 : fourBytes ? 2 : 1;
        }
        return units;
    }
}
