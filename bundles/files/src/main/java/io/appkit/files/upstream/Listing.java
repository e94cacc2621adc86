package io.appkit.files.upstream;

import java.nio.ByteBuffer;

/**
 * What is in a directory, as the bytes that caches keep: what goes to a browser, behind a mark.
 *
 * @param kept the mark and a JSON array of entries
 */
public record Listing(ByteBuffer kept) {

    private static final byte WHOLE = 0;
    private static final byte TRUNCATED = 1;

    static byte mark(boolean truncated) {
        return truncated ? TRUNCATED : WHOLE;
    }

    public static Listing of(byte[] kept) {
        return new Listing(ByteBuffer.wrap(kept).asReadOnlyBuffer());
    }

    /** Whether there are more entries than in the list. */
    public boolean truncated() {
        return kept.get(0) == TRUNCATED;
    }

    /** The entries as a JSON array. */
    public ByteBuffer json() {
        return kept.slice(1, kept.limit() - 1);
    }
}
