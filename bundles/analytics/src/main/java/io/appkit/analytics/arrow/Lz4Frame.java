package io.appkit.analytics.arrow;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Reads LZ4 in its frame format, whose blocks may refer to those before: what the writers of Arrow use, and none of the
 * libraries for Java reads fast. Checksums are skipped, since connections have their own.
 */
final class Lz4Frame {

    private static final int MAGIC = 0x184D2204;
    private static final int VERSION_MASK = 0xC0;
    private static final int VERSION = 0x40;
    private static final int BLOCK_CHECKSUMS = 0x10;
    private static final int CONTENT_SIZE = 0x08;
    private static final int DICTIONARY = 0x01;
    private static final int UNCOMPRESSED = 0x80000000;
    private static final int MIN_MATCH = 4;
    private static final int NIBBLE = 15;

    private final ByteBuffer in;
    private final byte[] out;
    private final int start;
    private final int end;
    private int at;

    private Lz4Frame(ByteBuffer in, byte[] out, int start, int end) {
        this.in = in.slice().order(ByteOrder.LITTLE_ENDIAN);
        this.out = out;
        this.start = start;
        this.end = end;
        this.at = start;
    }

    /**
     * Reads one frame.
     *
     * @param end of the place for the content in {@code out}
     * @return bytes of the content
     * @throws RuntimeException if it is malformed, or its content is larger than its place
     */
    static int read(ByteBuffer in, byte[] out, int start, int end) {
        Lz4Frame frame = new Lz4Frame(in, out, start, end);
        frame.blocks(frame.descriptor());
        return frame.at - start;
    }

    private int descriptor() {
        if (in.getInt() != MAGIC) {
            throw malformed("no frame");
        }
        int flags = in.get();
        if ((flags & VERSION_MASK) != VERSION || (flags & DICTIONARY) != 0) {
            throw malformed("a frame with flags " + flags);
        }
        int blockSizes = 1;
        int headerChecksum = 1;
        skip(blockSizes + ((flags & CONTENT_SIZE) != 0 ? Long.BYTES : 0) + headerChecksum);
        return flags;
    }

    private void blocks(int flags) {
        for (int size = in.getInt(); size != 0; size = in.getInt()) {
            int length = size & ~UNCOMPRESSED;
            int next = Math.addExact(in.position(), length);
            if ((size & UNCOMPRESSED) != 0) {
                literals(length);
            } else {
                sequences(next);
            }
            in.position(next);
            skip((flags & BLOCK_CHECKSUMS) != 0 ? Integer.BYTES : 0);
        }
    }

    /** Literals and the copy of a match, in turn; the last ones of a block have no match. */
    private void sequences(int blockEnd) {
        while (in.position() < blockEnd) {
            int token = in.get();
            literals(length(token >> 4 & NIBBLE));
            if (in.position() < blockEnd) {
                int distance = in.getShort() & 0xFFFF;
                match(distance, length(token & NIBBLE) + MIN_MATCH);
            }
        }
    }

    private int length(int nibble) {
        int length = nibble;
        int more = nibble == NIBBLE ? 255 : 0;
        while (more == 255) {
            more = in.get() & 0xFF;
            length = Math.addExact(length, more);
        }
        return length;
    }

    private void literals(int length) {
        reserve(length);
        in.get(out, at, length);
        at += length;
    }

    private void match(int distance, int length) {
        reserve(length);
        if (distance == 0 || distance > at - start) {
            throw malformed("a match " + distance + " bytes back");
        }
        if (distance >= length) {
            System.arraycopy(out, at - distance, out, at, length);
        } else {
            // Overlapping on purpose: it repeats what it has just written.
            for (int i = 0; i < length; i++) {
                out[at + i] = out[at + i - distance];
            }
        }
        at += length;
    }

    private void reserve(int length) {
        if (length < 0 || length > end - at) {
            throw malformed("more content than announced");
        }
    }

    private void skip(int length) {
        in.position(in.position() + length);
    }

    private static IllegalArgumentException malformed(String what) {
        return new IllegalArgumentException("LZ4: " + what);
    }
}
