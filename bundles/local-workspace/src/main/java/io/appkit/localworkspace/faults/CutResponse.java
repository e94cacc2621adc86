package io.appkit.localworkspace.faults;

import java.nio.ByteBuffer;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/** Sends a part of an answer, then closes the connection; the answer may come in several pieces. */
final class CutResponse extends Response.Wrapper {

    private final EndPoint connection;
    private final @Nullable Long afterBytes;
    private final int surplus;
    private boolean begun;
    private boolean ended;
    private long promised;
    private long cutAt;
    private long sent;

    /**
     * Cuts.
     *
     * @param afterBytes where; null for the middle
     * @param surplus how many bytes more than there are the answer promises
     */
    CutResponse(Request request, Response wrapped, EndPoint connection, @Nullable Long afterBytes, int surplus) {
        super(request, wrapped);
        this.connection = connection;
        this.afterBytes = afterBytes;
        this.surplus = surplus;
    }

    @Override
    public void write(boolean last, ByteBuffer content, Callback callback) {
        if (!begun) {
            begin(content.remaining());
        }
        if (ended) {
            callback.succeeded();
            return;
        }
        int size = (int) Math.min(content.remaining(), cutAt - sent);
        ByteBuffer part = content.slice(content.position(), size);
        content.position(content.limit());
        sent += size;
        ended = sent == cutAt;
        if (!ended) {
            super.write(last, part, callback);
        } else if (sent == promised) {
            super.write(true, part, callback);
        } else {
            super.write(false, part, Callback.from(() -> FaultHandler.close(connection, callback), callback::failed));
        }
    }

    private void begin(long sizeOfFirst) {
        begun = true;
        long announced = getHeaders().getLongField(HttpHeader.CONTENT_LENGTH);
        long size = announced < 0 ? sizeOfFirst : announced;
        promised = Math.max(0, size + surplus);
        getHeaders().put(new HttpField(HttpHeader.CONTENT_LENGTH, Long.toString(promised)));
        cutAt = Math.min(Math.min(size, promised), afterBytes == null ? size / 2 : afterBytes);
    }
}
