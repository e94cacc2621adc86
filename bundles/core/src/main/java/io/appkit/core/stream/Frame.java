package io.appkit.core.stream;

import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** One message of a stream in the form of the wire; the message's own bytes are not copied. */
final class Frame {

    private static final byte[] END = "\n\n".getBytes(StandardCharsets.UTF_8);

    private final @Nullable UUID id;
    private final byte[] head;
    private final byte[] json;

    /**
     * Creates it.
     *
     * @param id null for what is about the connection, not a message of the stream
     * @param head what precedes the message
     * @param json not to be changed afterwards
     */
    Frame(@Nullable UUID id, byte[] head, byte[] json) {
        this.id = id;
        this.head = head;
        this.json = json;
    }

    @Nullable
    UUID id() {
        return id;
    }

    int length() {
        return head.length + json.length + END.length;
    }

    /** In the order of the wire. */
    byte[][] parts() {
        return new byte[][] {head, json, END};
    }

    /** UTF-16 units of the text, which is how clients count. */
    int units() {
        return units(head) + units(json) + END.length;
    }

    /** One per sequence of UTF-8, two for those of four bytes. */
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
