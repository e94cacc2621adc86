package io.appkit.localworkspace.faults;

import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.io.EofException;
import org.eclipse.jetty.server.Request;
import org.jspecify.annotations.Nullable;

/** A request whose connection breaks in the middle of its body. */
final class CutRequest extends Request.Wrapper {

    private final EndPoint connection;
    private final long cutAt;
    private long taken;

    /**
     * Cuts.
     *
     * @param afterBytes where, or a little behind, but never behind the end; null for the middle
     */
    CutRequest(Request request, EndPoint connection, @Nullable Long afterBytes) {
        super(request);
        this.connection = connection;
        this.cutAt = afterBytes == null ? request.getLength() / 2 : afterBytes;
    }

    @Override
    public Content.@Nullable Chunk read() {
        if (taken >= cutAt) {
            return broken();
        }
        Content.Chunk chunk = super.read();
        if (chunk == null || Content.Chunk.isFailure(chunk)) {
            return chunk;
        }
        if (chunk.isLast()) {
            chunk.release();
            return broken();
        }
        taken += chunk.remaining();
        return chunk;
    }

    private Content.Chunk broken() {
        connection.close();
        return Content.Chunk.from(new EofException("broken by a scripted fault"));
    }
}
