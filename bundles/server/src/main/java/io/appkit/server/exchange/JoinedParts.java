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

    /**
     * Joins parts that are not longer than {@link #LONGEST}.
     *
     * @return ready to be read; to be given back once it has been
     */
    ByteBuffer join(byte[][] parts, int length) {
        ByteBuffer joined = buffer(length);
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
            free.add(joined);
        }
    }
}
