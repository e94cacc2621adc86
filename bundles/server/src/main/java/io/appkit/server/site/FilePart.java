package io.appkit.server.site;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.ReadableByteChannel;
import java.nio.file.Path;

/** Part of a file, read once from its front to its end. */
final class FilePart implements ReadableByteChannel {

    private final FileChannel file;
    private long left;

    private FilePart(FileChannel file, long length) {
        this.file = file;
        this.left = length;
    }

    static FilePart open(Path path, ByteRange part) throws IOException {
        FileChannel file = FileChannel.open(path);
        file.position(part.first());
        return new FilePart(file, part.length());
    }

    @Override
    public int read(ByteBuffer target) throws IOException {
        if (left == 0) {
            return -1;
        }
        int limit = target.limit();
        target.limit((int) Math.min(limit, target.position() + left));
        int n = file.read(target);
        target.limit(limit);
        if (n < 0) {
            throw new IOException("the file has become shorter");
        }
        left -= n;
        return n;
    }

    @Override
    public boolean isOpen() {
        return file.isOpen();
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
