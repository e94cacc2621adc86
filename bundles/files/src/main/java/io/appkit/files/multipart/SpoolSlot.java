package io.appkit.files.multipart;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.function.Consumer;

/**
 * A file that keeps one part at a time, from its beginning. Written by one thread after the other; read by any, once the
 * part is complete.
 */
final class SpoolSlot implements AutoCloseable {

    private final FileChannel file;
    private final Consumer<SpoolSlot> closed;

    /**
     * Creates it.
     *
     * @param file deletes itself when it is closed
     * @param closed told when this is closed
     */
    SpoolSlot(FileChannel file, Consumer<SpoolSlot> closed) {
        this.file = file;
        this.closed = closed;
    }

    /** Writes all of a piece. */
    void write(ByteBuffer piece, long position) throws IOException {
        long at = position;
        while (piece.hasRemaining()) {
            at += file.write(piece, at);
        }
    }

    /** Reads so many bytes. */
    ByteBuffer read(long position, int length) throws IOException {
        ByteBuffer piece = ByteBuffer.allocate(length);
        while (piece.hasRemaining()) {
            if (file.read(piece, position + piece.position()) < 0) {
                throw new IOException("a kept part ends after " + (position + piece.position()) + " bytes");
            }
        }
        return piece.flip();
    }

    @Override
    public void close() throws IOException {
        closed.accept(this);
        file.close();
    }
}
