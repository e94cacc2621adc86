package io.appkit.analytics.arrow;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.function.IntConsumer;

/** A stream made plain as it is read: never more than a batch of it is in memory. */
final class PlainInput extends InputStream {

    private static final int PIECE = 1 << 16;

    private final IpcReframer reframer = new IpcReframer(List.of());
    private final Queue<ByteBuffer> ready = new ArrayDeque<>();
    private final ByteBuffer rest;
    private final IntConsumer size;
    private boolean ended;

    /**
     * Creates it.
     *
     * @param size told the sizes of the plain pieces before they are read
     */
    PlainInput(ByteBuffer stream, IntConsumer size) {
        this.rest = stream.slice();
        this.size = size;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        while (ready.isEmpty() && !ended) {
            fill();
        }
        ByteBuffer piece = ready.peek();
        if (piece == null) {
            return -1;
        }
        int count = Math.min(length, piece.remaining());
        piece.get(target, offset, count);
        if (!piece.hasRemaining()) {
            ready.remove();
        }
        return count;
    }

    private void fill() {
        if (rest.hasRemaining()) {
            int length = Math.min(PIECE, rest.remaining());
            add(reframer.accept(rest.slice(rest.position(), length)));
            rest.position(rest.position() + length);
        } else {
            ended = true;
            reframer.endChunk();
            add(reframer.end());
        }
    }

    private void add(List<ByteBuffer> pieces) {
        for (ByteBuffer piece : pieces) {
            if (piece.hasRemaining()) {
                size.accept(piece.remaining());
                ready.add(piece);
            }
        }
    }
}
