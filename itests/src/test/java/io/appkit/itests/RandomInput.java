package io.appkit.itests;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Random;

/** So many bytes that no two files have in common. */
final class RandomInput extends InputStream {

    private static final int BLOCK = 64 << 10;

    private final Random random;
    private final byte[] block = new byte[BLOCK];
    private long left;
    private int at = BLOCK;

    RandomInput(long seed, long length) {
        this.random = new Random(seed);
        this.left = length;
    }

    /** The first byte that differs, or where the shorter one ends; -1 if they are the same. */
    static long mismatch(InputStream one, InputStream other) throws IOException {
        long position = 0;
        while (true) {
            byte[] first = one.readNBytes(BLOCK);
            byte[] second = other.readNBytes(BLOCK);
            int difference = Arrays.mismatch(first, second);
            if (difference >= 0) {
                return position + difference;
            } else if (first.length == 0) {
                return -1;
            }
            position += first.length;
        }
    }

    @Override
    public int read() {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] into, int offset, int length) {
        if (left == 0) {
            return -1;
        }
        if (at == BLOCK) {
            random.nextBytes(block);
            at = 0;
        }
        int size = (int) Math.min(Math.min(length, left), BLOCK - at);
        System.arraycopy(block, at, into, offset, size);
        at += size;
        left -= size;
        return size;
    }
}
