package io.appkit.server;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import org.eclipse.jetty.ee10.servlet.HttpOutput;
import org.eclipse.jetty.util.Callback;

/**
 * Sends whole bodies as fast as their clients read; no thread waits for that. Jetty's own way: servlet output would cut an
 * array into pieces and send each.
 */
public final class Transfer {

    /** How much of a file is in memory at a time. */
    private static final int PART = 64 * 1024;

    private Transfer() {}

    /** Sends bytes and ends the exchange, which is still on its first thread; from direct memory they go out without a copy. */
    public static void answer(HttpServletRequest request, HttpServletResponse response, ByteBuffer body)
            throws IOException {
        HttpOutput out = output(response);
        out.sendContent(body, leaveThread(request, response));
    }

    /** Sends what a channel gives, closes it, and ends the exchange, which is still on its first thread. */
    public static void answer(HttpServletRequest request, HttpServletResponse response, ReadableByteChannel body)
            throws IOException {
        response.setBufferSize(PART);
        HttpOutput out = output(response);
        out.sendContent(body, leaveThread(request, response));
    }

    /**
     * Sends bytes as the whole body of an exchange that has left its first thread.
     *
     * @param done runs once they are out, or cannot go out; it has to end the exchange
     */
    public static void send(HttpServletResponse response, ByteBuffer body, Runnable done) throws IOException {
        output(response).sendContent(body, Callback.from(done));
    }

    private static HttpOutput output(HttpServletResponse response) throws IOException {
        return (HttpOutput) response.getOutputStream();
    }

    /** Jetty breaks the connection if an answer ends before it is whole. */
    private static Callback leaveThread(HttpServletRequest request, HttpServletResponse response) {
        AsyncContext async = request.startAsync(request, response);
        async.setTimeout(0);
        return Callback.from(async::complete);
    }
}
