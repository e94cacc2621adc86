package io.appkit.server.exchange;

import io.appkit.api.AppKitException;
import io.appkit.api.ErrorKind;
import io.appkit.api.execution.Cancellation;
import io.appkit.api.execution.CancellationSource;
import io.appkit.api.platform.Lease;
import io.appkit.api.stream.ByteAnswer;
import io.appkit.server.AsyncAnswer;
import io.appkit.server.IncomingBody;
import io.appkit.server.UnreadBody;
import io.appkit.server.http.RequestSpan;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** An answer in pieces on non-blocking servlet output: it holds one piece at a time, and no thread. */
final class ServletByteAnswer implements ByteAnswer, AsyncListener {

    private static final Logger LOG = LoggerFactory.getLogger(ServletByteAnswer.class);

    /** The container writes larger pieces in parts of this size; its own, for small answers, is 24 KiB. */
    private static final int PART = 64 * 1024;

    /** How long a client may send nothing while more of its body is asked for. */
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final HttpServletRequest request;
    private final HttpServletResponse response;
    private final AsyncContext async;
    private final Lease lease;
    private final Consumer<Throwable> errorAnswer;
    private final ClientWatch watch;
    private final CancellationSource gone;
    private @Nullable BodyContent content;
    private @Nullable NonBlockingOutput output;
    private @Nullable CompletableFuture<Void> sent;
    private boolean started;
    private boolean finishing;
    private boolean ended;

    private ServletByteAnswer(
            HttpServletRequest request,
            HttpServletResponse response,
            AsyncContext async,
            Lease lease,
            Consumer<Throwable> errorAnswer) {
        this.request = request;
        this.response = response;
        this.async = async;
        this.lease = lease;
        this.errorAnswer = errorAnswer;
        this.gone = new CancellationSource(RequestSpan.of(request));
        this.watch = new ClientWatch(request, () -> lost(new IOException("The client has closed its connection")));
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
        answer.watch.startSoon(() -> {});
        return answer;
    }

    /** The request's body. */
    synchronized Flow.Publisher<ByteBuffer> content() {
        BodyContent present = content;
        if (present == null) {
            present = new BodyContent(
                    IncomingBody.of(request), request.getContentLengthLong(), PATIENCE, watch::bodyIsIn, gone::cancel);
            content = present;
            if (ended) {
                present.abort();
            }
        }
        return present;
    }

    @Override
    public synchronized void begin(int status, Map<String, String> headers) {
        if (ended) {
            return;
        }
        response.setStatus(status);
        headers.forEach(response::setHeader);
        response.setBufferSize(PART);
        try {
            output = new NonBlockingOutput(response.getOutputStream(), this::lost);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public CompletionStage<Void> send(List<ByteBuffer> buffers) {
        CompletableFuture<Void> sending = new CompletableFuture<>();
        NonBlockingOutput open;
        synchronized (this) {
            open = output;
            if (ended || finishing) {
                return CompletableFuture.failedFuture(gone());
            } else if (open == null || sent != null) {
                throw new IllegalStateException("one piece at a time, after begin");
            }
            sent = sending;
        }
        open.put(buffers, () -> sent(sending));
        start(open);
        return sending;
    }

    /** The container's output may be used for another answer once this one has ended. */
    private synchronized void start(NonBlockingOutput open) {
        if (!started && !ended) {
            started = true;
            UnreadBody.announceEnd(request, response);
            open.start();
        }
    }

    private void sent(CompletableFuture<Void> piece) {
        synchronized (this) {
            sent = null;
        }
        piece.complete(null);
    }

    @Override
    public void finish() {
        NonBlockingOutput open;
        synchronized (this) {
            open = output;
            if (ended) {
                return;
            } else if (open == null) {
                throw new IllegalStateException("the answer has not begun");
            }
            finishing = true;
        }
        open.finish(() -> end(() -> UnreadBody.end(request, response, async)));
        start(open);
    }

    @Override
    public void fail(Throwable error) {
        boolean begun;
        synchronized (this) {
            if (ended) {
                return;
            }
            begun = started;
        }
        if (gone.isCancelled()) {
            LOG.debug("There is nobody left to answer", error);
            end(this::breakOff);
            return;
        }
        end(() -> {});
        if (begun) {
            LOG.warn("An answer is broken off: {}", error.getMessage());
            breakOff();
        } else {
            errorAnswer.accept(error);
        }
    }

    @Override
    public Cancellation cancellation() {
        return gone;
    }

    private void end(Runnable completion) {
        CompletableFuture<Void> unsent;
        BodyContent untaken;
        synchronized (this) {
            if (ended) {
                return;
            }
            ended = true;
            untaken = content;
            if (output != null) {
                output.close();
            }
            unsent = sent;
            sent = null;
        }
        watch.close();
        if (untaken != null) {
            untaken.abort();
        }
        completion.run();
        lease.close();
        if (unsent != null) {
            unsent.completeExceptionally(gone());
        }
    }

    /** Also a client that has gone may have left an ear behind, and is not to take the part for the whole. */
    private void breakOff() {
        AsyncAnswer.breakOff(async, response);
    }

    private static AppKitException gone() {
        return new AppKitException(ErrorKind.ABORTED, "The client has gone", "The operation was aborted");
    }

    private void lost(Throwable error) {
        LOG.debug("The client of an answer has gone", error);
        gone.cancel();
        end(this::breakOff);
    }

    @Override
    public void onError(AsyncEvent event) {
        gone.cancel();
        end(this::breakOff);
    }

    @Override
    public void onTimeout(AsyncEvent event) {
        gone.cancel();
        end(this::breakOff);
    }

    @Override
    public void onComplete(AsyncEvent event) {
        boolean early;
        synchronized (this) {
            early = !ended;
        }
        end(() -> {});
        if (early) {
            gone.cancel();
        }
    }

    @Override
    public void onStartAsync(AsyncEvent event) {}
}
