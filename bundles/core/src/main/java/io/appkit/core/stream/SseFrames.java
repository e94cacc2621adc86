package io.appkit.core.stream;

import io.appkit.api.stream.Message;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/** Messages in the form of the wire (contract: streaming, section 2). */
final class SseFrames {

    /** The client's buffer of 5 MiB in UTF-16 units, less a margin. */
    static final int MAX_UNITS = (5 * 1024 - 64) * 1024;

    static final byte[] HEARTBEAT = ": heartbeat\n\n".getBytes(StandardCharsets.UTF_8);

    private static final int MAX_EVENT_NAME = 100;

    private SseFrames() {}

    /** A message with an id of its own. */
    static Frame frame(Message message) {
        return frame(newId(), message);
    }

    /** A message that is about the connection, not one of the stream's. */
    static Frame withoutId(Message message) {
        return frame(null, message);
    }

    private static Frame frame(@Nullable UUID id, Message message) {
        String head = (id == null ? "" : "id: " + id + "\n") + "event: " + eventName(message.type()) + "\ndata: ";
        return new Frame(id, head.getBytes(StandardCharsets.UTF_8), message.json());
    }

    /** Ids tell the messages of one stream apart, and nothing else; what costs randomness that cannot be guessed is not needed. */
    private static UUID newId() {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        long versionFour = (random.nextLong() & 0xFFFFFFFFFFFF0FFFL) | 0x4000L;
        long variantTwo = (random.nextLong() & 0x3FFFFFFFFFFFFFFFL) | 0x8000000000000000L;
        return new UUID(versionFour, variantTwo);
    }

    private static String eventName(String type) {
        String name = type.indexOf('\n') < 0 && type.indexOf('\r') < 0 ? type : type.replaceAll("[\\r\\n]", "");
        return name.isEmpty() ? "message" : name.substring(0, Math.min(name.length(), MAX_EVENT_NAME));
    }

    /** Whether the client's buffer takes the frame. */
    static boolean fits(Frame frame) {
        return frame.length() <= MAX_UNITS || frame.units() <= MAX_UNITS;
    }
}
