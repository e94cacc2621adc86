package io.appkit.server.exchange;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The output of an answer in pieces: what is put in goes out as fast as the client reads, and no thread waits for that. Its
 * owner bounds what is put in.
 */
final class NonBlockingOutput implements WriteListener {

    private final ServletOutputStream out;
    private final Consumer<Throwable> failed;
    private final Deque<ByteBuffer> queue = new ArrayDeque<>();
    private long queuedBytes;
    private @Nullable Runnable whenOut;
    private @Nullable Runnable end;
    private boolean writable;
    private boolean flushed;
    private boolean closed;

    /**
     * Creates it.
     *
     * @param failed is told once nothing can be written any more, maybe more than once
     */
    NonBlockingOutput(ServletOutputStream out, Consumer<Throwable> failed) {
        this.out = out;
        this.failed = failed;
    }

    /** Begins to write, if only the head of the answer. */
    void start() {
        out.setWriteListener(this);
    }

    synchronized int queued() {
        return queue.size();
    }

    synchronized long queuedBytes() {
        return queuedBytes;
    }

    /**
     * Puts buffers behind those that wait.
     *
     * @param whenOut runs once all of them are on their way to the client; in place of one that has not run yet
     */
    void put(List<ByteBuffer> buffers, @Nullable Runnable whenOut) {
        synchronized (this) {
            if (closed) {
                return;
            }
            for (ByteBuffer buffer : buffers) {
                queue.add(buffer);
                queuedBytes += buffer.remaining();
            }
            this.whenOut = whenOut;
        }
        write();
    }

    /** Nothing more will be put in; the action, which completes the exchange, runs once the container has all. */
    void finish(Runnable action) {
        synchronized (this) {
            end = action;
        }
        write();
    }

    /** Drops what has not been written; no action runs any more. */
    synchronized void close() {
        closed = true;
        queue.clear();
        queuedBytes = 0;
    }

    @Override
    public void onWritePossible() {
        synchronized (this) {
            writable = true;
        }
        write();
    }

    @Override
    public void onError(Throwable error) {
        failed.accept(error);
    }

    /** Writes what the connection takes without blocking; the container calls again when it takes more. */
    private void write() {
        List<Runnable> actions;
        try {
            actions = writeReady();
        } catch (IOException | IllegalStateException e) {
            failed.accept(e);
            return;
        }
        actions.forEach(Runnable::run);
    }

    /** What is to be done, now that all is out; nothing if it is not. */
    private synchronized List<Runnable> writeReady() throws IOException {
        while (writable && !closed && out.isReady()) {
            ByteBuffer next = queue.poll();
            if (next != null) {
                queuedBytes -= next.remaining();
                write(next);
                flushed = false;
            } else if (flushed || (end != null && whenOut == null)) {
                // The end of the exchange flushes by itself, together with the end of the answer.
                return taken();
            } else {
                flushed = true;
                out.flush();
            }
        }
        return List.of();
    }

    /** The container gathers small arrays and sends them together; other buffers go out one by one. */
    private void write(ByteBuffer buffer) throws IOException {
        if (buffer.hasArray()) {
            out.write(buffer.array(), buffer.arrayOffset() + buffer.position(), buffer.remaining());
        } else {
            out.write(buffer);
        }
    }

    private List<Runnable> taken() {
        List<Runnable> actions = new ArrayList<>(2);
        if (whenOut != null) {
            actions.add(whenOut);
            whenOut = null;
        }
        if (end != null) {
            actions.add(end);
            end = null;
        }
        return actions;
    }
}
