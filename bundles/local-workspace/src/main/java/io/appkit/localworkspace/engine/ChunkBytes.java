package io.appkit.localworkspace.engine;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;

/** The bytes of a chunk, for the wire. */
public sealed interface ChunkBytes {

    /** How many there are. */
    long size();

    /**
     * All of them.
     *
     * @throws IOException if the result was forgotten meanwhile
     */
    ByteBuffer buffer() throws IOException;

    /** Bytes in memory. */
    @SuppressWarnings("ArrayRecordComponent") // handed over once and never compared
    record InMemory(byte[] bytes) implements ChunkBytes {

        @Override
        public long size() {
            return bytes.length;
        }

        @Override
        public ByteBuffer buffer() {
            return ByteBuffer.wrap(bytes).asReadOnlyBuffer();
        }

        /** They are JSON. */
        public String text() {
            return new String(bytes, StandardCharsets.UTF_8);
        }
    }

    /** Bytes in a file all chunks of a result share. */
    record InFile(FileChannel file, long offset, long size) implements ChunkBytes {

        @Override
        public ByteBuffer buffer() throws IOException {
            return file.map(FileChannel.MapMode.READ_ONLY, offset, size);
        }
    }
}
