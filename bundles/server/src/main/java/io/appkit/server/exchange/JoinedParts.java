package io.appkit.server.exchange;

import java.nio.ByteBuffer;
import java.util.Queue;
import java.util.concurrent.ArrayBlockingQueue;

/**
 * Puts the parts of a body together in direct memory, from where they go out without a further copy. A few such buffers are
 * kept; when all are in use, the heap serves.
 */
public final class JoinedParts {

    /** Capacity of a buffer, and thereby the longest body. */
    static final int LONGEST = 256 * 1024;

    private static final int KEPT = 16;

    private final Queue<ByteBuffer> free = new ArrayBlockingQueue<>(KEPT);
    private int made;

    /** Of all parts together. */
    static int length(byte[][] parts) {
        int length = 0;
        for (byte[] part : parts) {
            length += part.length;
        }
        return length;
    }

    /**
     * Joins parts that are not longer than {@link #LONGEST}.
     *
     * @return ready to be read; to be given back once it has been
     */
    ByteBuffer join(byte[][] parts) {
        ByteBuffer joined = buffer(length(parts));
        for (byte[] part : parts) {
            joined.put(part);
        }
        return joined.flip();
    }

    private ByteBuffer buffer(int length) {
        ByteBuffer kept = free.poll();
        if (kept != null) {
            return kept.clear();
        }
        synchronized (this) {
            if (made < KEPT) {
                made++;
                return ByteBuffer.allocateDirect(LONGEST);
            }
        }
        return ByteBuffer.allocate(length);
    }

    /** Takes a buffer back that nobody reads any more. */
    void giveBack(ByteBuffer joined) {
        if (joined.isDirect()) {
            free.offer(joined);
        }
    }

    /** Does without a buffer of which nobody knows who may still read it; another takes its place. */
    void drop(ByteBuffer joined) {
        if (joined.isDirect()) {
            synchronized (this) {
                made--;
            }
        }
    }
}
