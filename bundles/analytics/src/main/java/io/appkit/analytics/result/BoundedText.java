package io.appkit.analytics.result;

import io.appkit.analytics.query.QueryFailures;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;

/** Collects UTF-8 text as long as it is short enough, counted as a page counts: in UTF-16 units. */
final class BoundedText extends OutputStream {

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final String what;
    private final long maxUnits;
    private long units;

    /**
     * Creates it.
     *
     * @param what names the text in the error
     * @param maxUnits most UTF-16 units
     */
    BoundedText(String what, long maxUnits) {
        this.what = what;
        this.maxUnits = maxUnits;
    }

    @Override
    public void write(int b) {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] source, int offset, int length) {
        for (int i = offset; i < offset + length; i++) {
            units += units(source[i]);
        }
        if (units > maxUnits) {
            throw QueryFailures.tooLarge(what + " is larger than " + maxUnits + " characters of JSON");
        }
        bytes.write(source, offset, length);
    }

    /** One per UTF-8 sequence, two for a sequence of four bytes. */
    private static int units(byte b) {
        boolean continuation = (b & 0xC0) == 0x80;
        boolean fourBytes = (b & 0xF8) == 0xF0;
        return continuation ? 0 : fourBytes ? 2 : 1;
    }

    byte[] toByteArray() {
        return bytes.toByteArray();
    }
}
