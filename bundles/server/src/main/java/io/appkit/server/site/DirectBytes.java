package io.appkit.server.site;

import java.nio.ByteBuffer;

/** Bytes outside the heap, where the network takes them from. */
final class DirectBytes {

    private DirectBytes() {}

    static ByteBuffer of(byte[] bytes) {
        return ByteBuffer.allocateDirect(bytes.length).put(bytes).flip().asReadOnlyBuffer();
    }
}
