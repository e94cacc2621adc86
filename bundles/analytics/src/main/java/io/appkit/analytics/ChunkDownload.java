package io.appkit.analytics;

import io.appkit.api.Registration;
import io.appkit.api.execution.Cancellation;
import io.appkit.workspace.Workspace;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow.Subscriber;
import java.util.concurrent.Flow.Subscription;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The download of one chunk: reads ahead as far as its budget goes, then waits for its reader. As long as the reader has
 * got nothing of it, a download that fails begins anew, with a new link (contract: analytics, section 7).
 */
final class ChunkDownload {

    private static final Logger LOG = LoggerFactory.getLogger(ChunkDownload.class);
    private static final Duration IDLE = Duration.ofSeconds(30);
    private static final int TRIES = 3;

    private final Workspace workspace;
    private final Timer timer;
    private final LinkSequence links;
    private final long index;
    private final long budget;
    private final Cancellation cancellation;
    private final Registration left;

    private List<ByteBuffer> read = new ArrayList<>();
    private long ahead;
    private int tries;
    private boolean given;
    private boolean over;
    private @Nullable Throwable failure;
    private @Nullable Try current;
    private @Nullable CompletableFuture<List<ByteBuffer>> reader;

    private ChunkDownload(
            Workspace workspace, Timer timer, LinkSequence links, long index, long budget, Cancellation cancellation) {
        this.workspace = workspace;
        this.timer = timer;
        this.links = links;
        this.index = index;
        this.budget = budget;
        this.cancellation = cancellation;
        this.left = cancellation.onCancel(() -> end(QueryFailures.aborted()));
    }

    /**
     * Starts a download.
     *
     * @param link where the chunk is
     * @param links mints links anew
     * @param budget bytes to read ahead
     * @param cancellation ends it
     */
    static ChunkDownload start(
            Workspace workspace,
            Timer timer,
            StatementAnswer.Link link,
            LinkSequence links,
            long budget,
            Cancellation cancellation) {
        long index = link.chunkIndex() == null ? 0 : link.chunkIndex();
        ChunkDownload download = new ChunkDownload(workspace, timer, links, index, budget, cancellation);
        download.begin(CompletableFuture.completedStage(link));
        return download;
    }

    /** All that has been read by now, at least something; nothing at the end of the chunk. One reader at a time. */
    CompletionStage<List<ByteBuffer>> next() {
        CompletableFuture<List<ByteBuffer>> next = new CompletableFuture<>();
        Runnable more;
        synchronized (this) {
            reader = next;
            more = give();
        }
        more.run();
        return next;
    }

    private void begin(CompletionStage<StatementAnswer.Link> minted) {
        Try attempt = new Try();
        synchronized (this) {
            if (over) {
                return;
            }
            tries++;
            current = attempt;
        }
        minted.thenCompose(link -> workspace.download(
                        String.valueOf(link.externalLink()),
                        link.httpHeaders() == null ? Map.of() : link.httpHeaders(),
                        IDLE,
                        cancellation))
                .whenComplete((body, error) -> {
                    if (error != null) {
                        attempt.onError(Stages.cause(error));
                    } else {
                        body.subscribe(attempt);
                    }
                });
    }

    /** Serves the reader; what is left to do must be done without the lock. Call with it. */
    private Runnable give() {
        CompletableFuture<List<ByteBuffer>> waiting = reader;
        if (waiting == null) {
            return () -> {};
        }
        if (!read.isEmpty()) {
            List<ByteBuffer> all = read;
            read = new ArrayList<>();
            ahead = 0;
            given = true;
            reader = null;
            Try resumed = current;
            return () -> {
                if (resumed != null) {
                    resumed.resume();
                }
                waiting.complete(all);
            };
        } else if (over) {
            reader = null;
            Throwable error = failure;
            return () -> {
                if (error == null) {
                    waiting.complete(List.of());
                } else {
                    waiting.completeExceptionally(error);
                }
            };
        }
        return () -> {};
    }

    private void end(@Nullable Throwable error) {
        Runnable told;
        Try stopped;
        synchronized (this) {
            if (over) {
                return;
            }
            over = true;
            failure = error;
            stopped = current;
            if (error != null) {
                read = new ArrayList<>();
            }
            told = give();
        }
        left.close();
        if (stopped != null && error != null) {
            stopped.stop();
        }
        told.run();
    }

    private void failed(Try attempt, Throwable error) {
        int again;
        synchronized (this) {
            if (over || current != attempt) {
                return;
            }
            current = null;
            again = given || tries == TRIES ? 0 : tries;
            read = again > 0 ? new ArrayList<>() : read;
            ahead = again > 0 ? 0 : ahead;
        }
        attempt.stop();
        if (again == 0) {
            end(error);
            return;
        }
        LOG.info("Chunk {} is asked for again: {}", index, error.getMessage());
        timer.in(Duration.ofSeconds(again), () -> begin(Stages.start(() -> links.anew(index))));
    }

    /** One answer with the bytes of the chunk. */
    private final class Try implements Subscriber<List<ByteBuffer>> {

        private @Nullable Subscription subscription;
        private @Nullable Registration watch;
        private boolean stopped;
        private boolean asked;
        private long askedAt;

        @Override
        public void onSubscribe(Subscription given) {
            boolean unwanted;
            synchronized (this) {
                unwanted = stopped;
                subscription = given;
            }
            if (unwanted) {
                given.cancel();
            } else {
                ask();
                watch(IDLE);
            }
        }

        @Override
        public void onNext(List<ByteBuffer> bytes) {
            synchronized (this) {
                asked = false;
            }
            boolean full;
            Runnable told;
            synchronized (ChunkDownload.this) {
                if (over || current != this) {
                    return;
                }
                for (ByteBuffer piece : bytes) {
                    if (piece.hasRemaining()) {
                        read.add(piece);
                        ahead += piece.remaining();
                    }
                }
                full = ahead >= budget && reader == null;
                told = give();
            }
            if (!full) {
                ask();
            }
            told.run();
        }

        @Override
        public void onError(Throwable error) {
            failed(this, error);
        }

        @Override
        public void onComplete() {
            boolean mine;
            synchronized (ChunkDownload.this) {
                mine = current == this;
            }
            if (mine) {
                stop();
                end(null);
            }
        }

        /** The reader has taken what was read: there is room again. */
        void resume() {
            ask();
        }

        private void ask() {
            Subscription open;
            synchronized (this) {
                if (stopped || asked || subscription == null) {
                    return;
                }
                asked = true;
                askedAt = timer.millis();
                open = subscription;
            }
            open.request(1);
        }

        /** One watch for all reads: far fewer timers than one for each. */
        private void watch(Duration delay) {
            synchronized (this) {
                if (!stopped) {
                    watch = timer.in(delay, this::check);
                }
            }
        }

        private void check() {
            long silent;
            synchronized (this) {
                silent = asked && !stopped ? timer.millis() - askedAt : 0;
            }
            if (silent >= IDLE.toMillis()) {
                onError(QueryFailures.execution("chunk " + index + " was silent for " + silent + " ms", null));
            } else {
                watch(IDLE.minusMillis(silent));
            }
        }

        void stop() {
            Subscription open;
            Registration pending;
            synchronized (this) {
                stopped = true;
                open = subscription;
                pending = watch;
            }
            if (pending != null) {
                pending.close();
            }
            if (open != null) {
                open.cancel();
            }
        }
    }
}
