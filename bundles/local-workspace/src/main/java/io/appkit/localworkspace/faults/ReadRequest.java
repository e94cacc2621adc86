package io.appkit.localworkspace.faults;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.Promise;

/** A request whose body has been read, and can be read again. */
final class ReadRequest extends Request.Wrapper {

    private static final int LIMIT = 16 * 1024 * 1024;

    private final byte[] body;
    private boolean given;

    private ReadRequest(Request request, byte[] body) {
        super(request);
        this.body = body;
    }

    /** Reads a request without a thread. */
    static void read(Request request, Consumer<ReadRequest> then, Callback callback) {
        Content.Source.asByteArrayAsync(request, LIMIT, new Promise.Invocable<byte[]>() {
            @Override
            public void succeeded(byte[] body) {
                then.accept(new ReadRequest(request, body));
            }

            @Override
            public void failed(Throwable error) {
                callback.failed(error);
            }
        });
    }

    String text() {
        return new String(body, StandardCharsets.UTF_8);
    }

    @Override
    public Content.Chunk read() {
        if (given) {
            return Content.Chunk.EOF;
        }
        given = true;
        return Content.Chunk.from(ByteBuffer.wrap(body), true);
    }

    @Override
    public void demand(Runnable demandCallback) {
        demandCallback.run();
    }
}
