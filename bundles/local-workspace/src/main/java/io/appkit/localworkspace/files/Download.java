package io.appkit.localworkspace.files;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import org.eclipse.jetty.io.RetainableByteBuffer;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.IteratingCallback;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sends a part of a file with one buffer; while the client does not read, no thread waits. */
final class Download extends IteratingCallback {

    private static final Logger LOG = LoggerFactory.getLogger(Download.class);

    private static final Set<OpenOption> AS_IT_IS = Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);
    private static final int BUFFER_BYTES = 64 * 1024;

    private final FileChannel file;
    private final RetainableByteBuffer pooled;
    private final ByteBuffer buffer;
    private final Response response;
    private final Callback callback;
    private long position;
    private long remaining;

    private Download(
            FileChannel file, ByteRange range, RetainableByteBuffer pooled, Response response, Callback callback) {
        this.file = file;
        this.position = range.first();
        this.remaining = range.length();
        this.pooled = pooled;
        this.buffer = pooled.getByteBuffer();
        this.response = response;
        this.callback = callback;
    }

    /** Opens a file, so that deleting or replacing it does not change what is sent. */
    static FileChannel open(Place place) throws IOException {
        return FileChannel.open(place.file(), AS_IT_IS);
    }

    /** Sends a part that is not empty, then closes the file. */
    static void send(FileChannel file, ByteRange range, Request request, Response response, Callback callback) {
        RetainableByteBuffer buffer =
                request.getComponents().getByteBufferPool().acquire(BUFFER_BYTES, true);
        new Download(file, range, buffer, response, callback).iterate();
    }

    @Override
    protected Action process() throws IOException {
        if (remaining == 0) {
            return Action.SUCCEEDED;
        }
        buffer.clear().limit((int) Math.min(buffer.capacity(), remaining));
        int read = file.read(buffer, position);
        if (read <= 0) {
            throw new EOFException("The file became shorter while it was sent");
        }
        position += read;
        remaining -= read;
        response.write(remaining == 0, buffer.flip(), this);
        return Action.SCHEDULED;
    }

    @Override
    protected void onCompleteSuccess() {
        closeFile();
        callback.succeeded();
    }

    @Override
    protected void onCompleteFailure(Throwable cause) {
        closeFile();
        callback.failed(cause);
    }

    private void closeFile() {
        pooled.release();
        try {
            file.close();
        } catch (IOException e) {
            LOG.debug("A file that was read could not be closed", e);
        }
    }
}
