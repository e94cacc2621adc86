package io.appkit.core.stream;

import java.util.UUID;

/** One message of a stream in the form of the wire. */
final class Frame {

    private final UUID id;
    private final byte[] bytes;

    /**
     * Creates it.
     *
     * @param bytes not copied, not to be changed afterwards
     */
    Frame(UUID id, byte[] bytes) {
        this.id = id;
        this.bytes = bytes;
    }

    UUID id() {
        return id;
    }

    byte[] bytes() {
        return bytes;
    }
}
