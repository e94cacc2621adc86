package io.appkit.analytics.arrow;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** The frame of messages in a stream: continuation mark, length, metadata padded to 8 bytes. */
final class IpcFrame {

    static final int CONTINUATION = -1;

    private static final int PREFIX = 8;
    private static final int ALIGNMENT = 8;

    private IpcFrame() {}

    /** Frames the metadata of a message; its body follows as it is. */
    static ByteBuffer of(ByteBuffer metadata) {
        int padded = (metadata.remaining() + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
        ByteBuffer frame = ByteBuffer.allocate(PREFIX + padded).order(ByteOrder.LITTLE_ENDIAN);
        frame.putInt(CONTINUATION).putInt(padded).put(metadata.duplicate());
        return frame.rewind();
    }

    static ByteBuffer endOfStream() {
        return ByteBuffer.allocate(PREFIX)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(CONTINUATION)
                .putInt(0)
                .rewind();
    }
}
