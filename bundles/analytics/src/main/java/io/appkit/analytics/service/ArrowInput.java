package io.appkit.analytics.service;

import io.appkit.analytics.transfer.ArrowStream;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** An Arrow stream for a thread that waits: the next piece is asked for when the one before has been read. */
final class ArrowInput extends InputStream {

    private final OpenCall call;
    private final ArrowStream stream;
    private final Deque<ByteBuffer> pieces = new ArrayDeque<>();
    private boolean over;

    ArrowInput(OpenCall call, ArrowStream stream) {
        this.call = call;
        this.stream = stream;
    }

    @Override
    public int read() {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] target, int offset, int length) {
        Objects.checkFromIndexSize(offset, length, target.length);
        if (length == 0) {
            return 0;
        }
        ByteBuffer piece = piece();
        if (piece == null) {
            return -1;
        }
        int read = Math.min(length, piece.remaining());
        piece.get(target, offset, read);
        return read;
    }

    /** What is to be read next; null at the end. */
    private @Nullable ByteBuffer piece() {
        while (!over) {
            ByteBuffer piece = pieces.peek();
            if (piece == null) {
                List<ByteBuffer> next = call.await(stream.next());
                over = next.isEmpty();
                pieces.addAll(next);
            } else if (piece.hasRemaining()) {
                return piece;
            } else {
                pieces.remove();
            }
        }
        return null;
    }
}
