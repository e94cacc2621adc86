package io.appkit.shell;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** A stream that is read to its end, and tells how far. */
final class WatchedStream extends FilterInputStream {

    private final Transfer transfer;

    WatchedStream(InputStream in, Transfer transfer) {
        super(in);
        this.transfer = transfer;
    }

    @Override
    public int read() throws IOException {
        int read = super.read();
        transfer.moved(read < 0 ? 0 : 1);
        return read;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        int read = super.read(buffer, offset, length);
        transfer.moved(Math.max(0, read));
        return read;
    }
}
