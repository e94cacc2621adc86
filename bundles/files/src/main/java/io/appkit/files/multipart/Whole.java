package io.appkit.files.multipart;

import java.nio.ByteBuffer;
import java.util.function.IntConsumer;

/** A file that goes as one after all: its first part, which is kept, and what comes after that. */
final class Whole implements Intake.Filling {

    private final PartBody body;
    private long left;

    /**
     * Creates it.
     *
     * @param kept the first part
     * @param size of the first part
     * @param left bytes after it
     * @param released told of bytes of the body that are not in memory any more
     */
    Whole(SpoolSlot kept, long size, long left, IntConsumer released) {
        this.body = PartBody.keptAndOffered(kept, size, released);
        this.left = left;
    }

    PartBody body() {
        return body;
    }

    @Override
    public long left() {
        return left;
    }

    @Override
    public void take(ByteBuffer piece) {
        left -= piece.remaining();
        body.offer(piece);
    }
}
