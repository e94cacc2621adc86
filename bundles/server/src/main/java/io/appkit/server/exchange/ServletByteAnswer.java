package io.appkit.server.exchange;

import io.appkit.api.AppKitException;
import io.appkit.api.ErrorKind;
import io.appkit.api.execution.Cancellation;
import io.appkit.api.execution.CancellationSource;
import io.appkit.api.platform.Lease;
import io.appkit.api.stream.ByteAnswer;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** An answer in pieces on non-blocking servlet output: it holds one piece at a time, and no thread. */
final class ServletByteAnswer implements ByteAnswer, WriteListener, AsyncListener {

    private static final Logger LOG = LoggerFactory.getLogger(ServletByteAnswer.class);

    private final HttpServletResponse response;
    private final AsyncContext async;
    private final Lease lease;
    private final Consumer<Throwable> errorAnswer;
    private final ClientWatch watch;
    private final CancellationSource gone = new CancellationSource();
    private final Deque<ByteBuffer> piece = new ArrayDeque<>();
    private @Nullable CompletableFuture<Void> sent;
    private @Nullable ServletOutputStream out;
    private boolean writable;
    private boolean flushed;
    private boolean finishing;
    private boolean ended;

    private ServletByteAnswer(
            HttpServletRequest request,
            HttpServletResponse response,
            AsyncContext async,
            Lease lease,
            Consumer<Throwable> errorAnswer) {
        this.response = response;
        this.async = async;
        this.lease = lease;
        this.errorAnswer = errorAnswer;
        this.watch = new ClientWatch(request, () -> onError(new IOException("The client has closed its connection")));
    }

    /**
     * Opens it.
     *
     * @param lease given back at the end
     * @param errorAnswer answers an error and ends the exchange, as long as nothing has been sent
     */
    static ServletByteAnswer open(
            HttpServletRequest request,
            HttpServletResponse response,
            AsyncContext async,
            Lease lease,
            Consumer<Throwable> errorAnswer) {
        ServletByteAnswer answer = new ServletByteAnswer(request, response, async, lease, errorAnswer);
        async.addListener(answer);
        answer.watch.startSoon();
        return answer;
    }

    @Override
    public void begin(int status, Map<String, String> headers) {
        synchronized (this) {
            if (ended) {
                return;
            }
            response.setStatus(status);
            headers.forEach(response::setHeader);
            try {
                out = response.getOutputStream();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        out.setWriteListener(this);
    }

    @Override
    public CompletionStage<Void> send(List<ByteBuffer> buffers) {
        CompletableFuture<Void> sending = new CompletableFuture<>();
        synchronized (this) {
            if (ended || finishing) {
                return CompletableFuture.failedFuture(gone());
            } else if (out == null || sent != null) {
                throw new IllegalStateException("one piece at a time, after begin");
            }
            piece.addAll(buffers);
            sent = sending;
        }
        write();
        return sending;
    }

    @Override
    public void finish() {
        synchronized (this) {
            finishing = true;
        }
        write();
    }

    @Override
    public void fail(Throwable error) {
        boolean begun;
        synchronized (this) {
            if (ended) {
                return;
            }
            begun = out != null;
        }
        if (begun) {
            LOG.warn("An answer is broken off: {}", error.getMessage());
            breakConnection();
            end(true);
        } else {
            end(false);
            errorAnswer.accept(error);
        }
    }

    @Override
    public Cancellation cancellation() {
        return gone;
    }

    @Override
    public void onWritePossible() {
        synchronized (this) {
            writable = true;
        }
        write();
    }

    /** Writes what the connection takes without blocking; the container calls again when it takes more. */
    private void write() {
        CompletableFuture<Void> done = null;
        boolean over;
        try {
            synchronized (this) {
                over = false;
                if (written()) {
                    done = sent;
                    sent = null;
                    over = finishing && !ended;
                }
            }
        } catch (IOException | IllegalStateException e) {
            onError(e);
            return;
        }
        if (over) {
            end(true);
        }
        if (done != null) {
            done.complete(null);
        }
    }

    private boolean written() throws IOException {
        ServletOutputStream open = out;
        while (open != null && writable && !ended && open.isReady()) {
            ByteBuffer next = piece.poll();
            if (next != null) {
                open.write(next);
                // A piece counts as sent once it is out, or a failed write would go unnoticed.
                flushed = false;
            } else if (!flushed) {
                flushed = true;
                open.flush();
            } else {
                return true;
            }
        }
        return false;
    }

    private void end(boolean complete) {
        CompletableFuture<Void> unsent;
        synchronized (this) {
            if (ended) {
                return;
            }
            ended = true;
            piece.clear();
            unsent = sent;
            sent = null;
        }
        watch.close();
        try {
            if (complete) {
                async.complete();
            }
        } catch (IllegalStateException e) {
            LOG.debug("The exchange had ended already", e);
        }
        lease.close();
        if (unsent != null) {
            unsent.completeExceptionally(gone());
        }
    }

    /** The container's own response alone can do it; wrappers make an error page of it. */
    private void breakConnection() {
        HttpServletResponse innermost = response;
        while (innermost instanceof HttpServletResponseWrapper wrapper
                && wrapper.getResponse() instanceof HttpServletResponse wrapped) {
            innermost = wrapped;
        }
        try {
            innermost.sendError(-1);
        } catch (IOException | IllegalStateException e) {
            LOG.debug("The client has gone", e);
        }
    }

    private static AppKitException gone() {
        return new AppKitException(ErrorKind.ABORTED, "The client has gone", "The operation was aborted");
    }

    @Override
    public void onError(Throwable error) {
        LOG.debug("The client of an answer has gone", error);
        gone.cancel();
        end(true);
    }

    @Override
    public void onError(AsyncEvent event) {
        gone.cancel();
        end(true);
    }

    @Override
    public void onTimeout(AsyncEvent event) {
        gone.cancel();
        end(true);
    }

    @Override
    public void onComplete(AsyncEvent event) {
        boolean early;
        synchronized (this) {
            early = !ended;
        }
        end(false);
        if (early) {
            gone.cancel();
        }
    }

    @Override
    public void onStartAsync(AsyncEvent event) {}
}
