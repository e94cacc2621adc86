package io.appkit.server.exchange;

import io.appkit.api.platform.StreamConnection;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** An event stream's connection on non-blocking servlet output: a slow client costs queue space, never a thread. */
final class ServletStreamConnection implements StreamConnection, WriteListener, AsyncListener {

    private static final Logger LOG = LoggerFactory.getLogger(ServletStreamConnection.class);

    /** A whole replay buffer of 8 MiB, and as much again that comes meanwhile. */
    private static final long MAX_QUEUED_BYTES = 16L << 20;

    private static final int MAX_QUEUED_EVENTS = 1000;

    private final AsyncContext async;
    private final ServletOutputStream out;
    private final ClientWatch watch;
    private final Deque<byte[]> queue = new ArrayDeque<>();
    private final List<Runnable> closeActions = new ArrayList<>();
    private long queuedBytes;
    private boolean started;
    private boolean unflushed = true;
    private boolean finishing;
    private boolean closed;

    private ServletStreamConnection(HttpServletRequest request, AsyncContext async, ServletOutputStream out) {
        this.async = async;
        this.out = out;
        this.watch = new ClientWatch(request, this::close);
    }

    static ServletStreamConnection open(HttpServletRequest request, HttpServletResponse response, AsyncContext async)
            throws IOException {
        response.setStatus(HttpServletResponse.SC_OK);
        response.setContentType("text/event-stream; charset=utf-8");
        response.setHeader("Cache-Control", "no-cache, no-transform");
        response.setHeader("X-Accel-Buffering", "no");
        ServletStreamConnection connection = new ServletStreamConnection(request, async, response.getOutputStream());
        async.addListener(connection);
        connection.out.setWriteListener(connection);
        connection.watch.startSoon();
        return connection;
    }

    @Override
    public boolean send(byte[] frame) {
        boolean full;
        synchronized (this) {
            if (closed || finishing) {
                return false;
            }
            full = queue.size() >= MAX_QUEUED_EVENTS || queuedBytes + frame.length > MAX_QUEUED_BYTES;
            if (!full) {
                queue.add(frame);
                queuedBytes += frame.length;
            }
        }
        if (full) {
            LOG.warn("An event stream is closed: its client does not keep up");
            close();
            return false;
        }
        write();
        return true;
    }

    @Override
    public void finish() {
        synchronized (this) {
            finishing = true;
        }
        write();
    }

    @Override
    public void onClose(Runnable action) {
        synchronized (this) {
            if (!closed) {
                closeActions.add(action);
                return;
            }
        }
        action.run();
    }

    @Override
    public void onWritePossible() {
        synchronized (this) {
            started = true;
        }
        write();
    }

    /** Writes as much as the client takes without blocking; the container calls again when it takes more. */
    private void write() {
        try {
            if (writeReady()) {
                close();
            }
        } catch (IOException | IllegalStateException e) {
            LOG.debug("The client of an event stream has gone", e);
            close();
        }
    }

    /** True once everything is out and nothing more will come. */
    private synchronized boolean writeReady() throws IOException {
        while (started && !closed && out.isReady()) {
            byte[] frame = queue.poll();
            if (frame != null) {
                queuedBytes -= frame.length;
                out.write(frame);
                unflushed = true;
            } else if (unflushed) {
                unflushed = false;
                out.flush();
            } else {
                return finishing;
            }
        }
        return false;
    }

    private void close() {
        List<Runnable> actions;
        synchronized (this) {
            if (closed) {
                return;
            }
            closed = true;
            queue.clear();
            queuedBytes = 0;
            actions = List.copyOf(closeActions);
        }
        watch.close();
        try {
            async.complete();
        } catch (IllegalStateException e) {
            LOG.debug("The exchange had ended already", e);
        }
        actions.forEach(Runnable::run);
    }

    @Override
    public void onError(Throwable error) {
        close();
    }

    @Override
    public void onError(AsyncEvent event) {
        close();
    }

    @Override
    public void onComplete(AsyncEvent event) {
        close();
    }

    @Override
    public void onTimeout(AsyncEvent event) {
        close();
    }

    @Override
    public void onStartAsync(AsyncEvent event) {}
}
