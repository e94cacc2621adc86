package io.appkit.localworkspace.faults;

import java.nio.ByteBuffer;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/** Sends a part of an answer, then closes the connection. Takes answers that are written at once. */
final class CutResponse extends Response.Wrapper {

    private final EndPoint connection;
    private final @Nullable Long afterBytes;
    private final int surplus;

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
        int size = content.remaining();
        long promised = Math.max(0, size + (long) surplus);
        getHeaders().put(new HttpField(HttpHeader.CONTENT_LENGTH, Long.toString(promised)));
        int sent = (int) Math.min(Math.min(size, promised), afterBytes == null ? size / 2 : afterBytes);
        ByteBuffer part = content.slice(content.position(), sent);
        if (sent == promised) {
            super.write(true, part, callback);
        } else {
            super.write(false, part, Callback.from(() -> FaultHandler.close(connection, callback), callback::failed));
        }
    }
}
