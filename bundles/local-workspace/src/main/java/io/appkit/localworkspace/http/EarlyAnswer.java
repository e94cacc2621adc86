package io.appkit.localworkspace.http;

import io.appkit.localworkspace.Delays;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.Invocable;

/**
 * An answer to a request whose body is still coming. What comes is read and dropped for a while: a connection closed under a
 * client that sends is reset, and the answer may be lost.
 */
public final class EarlyAnswer implements Invocable.Task {

    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final long MOST_BYTES = 256L * 1024 * 1024;

    private final Request request;
    private final Callback callback;
    private final Future<?> deadline;
    private long rest = MOST_BYTES;

    private EarlyAnswer(Request request, Callback callback, Future<?> deadline) {
        this.request = request;
        this.callback = callback;
        this.deadline = deadline;
    }

    /** Answers, then closes the connection if a body was announced. */
    public static void send(Answer answer, Request request, Response response, Callback callback, Delays delays) {
        if (!hasBody(request)) {
            answer.send(response, callback);
        } else if (request.getHeaders().contains(HttpHeader.EXPECT, "100-continue")) {
            answer.with("Connection", "close").send(response, callback);
        } else {
            answer.with("Connection", "close")
                    .send(response, Callback.from(() -> drain(request, callback, delays), callback::failed));
        }
    }

    private static boolean hasBody(Request request) {
        return request.getLength() > 0 || request.getHeaders().contains(HttpHeader.TRANSFER_ENCODING);
    }

    private static void drain(Request request, Callback callback, Delays delays) {
        EndPoint connection = request.getConnectionMetaData().getConnection().getEndPoint();
        try {
            Future<?> deadline = delays.after(PATIENCE, connection::close);
            new EarlyAnswer(request, callback, deadline).run();
        } catch (RejectedExecutionException e) {
            callback.failed(e);
        }
    }

    @Override
    public void run() {
        while (rest > 0) {
            Content.Chunk chunk = request.read();
            if (chunk == null) {
                request.demand(this);
                return;
            } else if (Content.Chunk.isFailure(chunk)) {
                break;
            }
            rest -= chunk.remaining();
            boolean last = chunk.isLast();
            chunk.release();
            if (last) {
                break;
            }
        }
        deadline.cancel(false);
        callback.succeeded();
    }

    @Override
    public InvocationType getInvocationType() {
        return InvocationType.NON_BLOCKING;
    }
}
