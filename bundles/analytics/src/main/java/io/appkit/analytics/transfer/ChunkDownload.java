package io.appkit.analytics.transfer;

import io.appkit.analytics.async.Stages;
import io.appkit.analytics.async.Timer;
import io.appkit.analytics.query.QueryFailures;
import io.appkit.analytics.statement.StatementAnswer;
import io.appkit.api.Registration;
import io.appkit.api.execution.Cancellation;
import io.appkit.workspace.Workspace;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The download of one chunk. As long as the reader has got nothing of it, a download that fails begins anew, with a new
 * link (contract: analytics, section 7).
 */
final class ChunkDownload implements DownloadTry.Taker {

    private static final Logger LOG = LoggerFactory.getLogger(ChunkDownload.class);
    private static final int TRIES = 3;

    private final Workspace workspace;
    private final Timer timer;
    private final LinkSequence links;
    private final long index;
    private final ReadAhead bytes;
    private final Cancellation cancellation;
    private final AtomicInteger tries = new AtomicInteger();

    private ChunkDownload(
            Workspace workspace, Timer timer, LinkSequence links, long index, long budget, Cancellation cancellation) {
        this.workspace = workspace;
        this.timer = timer;
        this.links = links;
        this.index = index;
        this.bytes = new ReadAhead(budget);
        this.cancellation = cancellation;
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
        Registration left = cancellation.onCancel(() -> download.bytes.fail(QueryFailures.aborted()));
        download.bytes.ended().thenRun(left::close);
        download.begin(CompletableFuture.completedStage(link));
        return download;
    }

    /** All that has been read by now, at least something; nothing at the end of the chunk. One reader at a time. */
    CompletionStage<List<ByteBuffer>> next() {
        return bytes.next();
    }

    private void begin(CompletionStage<StatementAnswer.Link> minted) {
        DownloadTry attempt = new DownloadTry(timer, this, "chunk " + index);
        if (!bytes.begin(attempt)) {
            return;
        }
        tries.incrementAndGet();
        minted.thenCompose(link -> workspace.download(
                        String.valueOf(link.externalLink()),
                        link.httpHeaders() == null ? Map.of() : link.httpHeaders(),
                        DownloadTry.IDLE,
                        cancellation))
                .whenComplete((body, error) -> {
                    if (error != null) {
                        attempt.onError(Stages.cause(error));
                    } else {
                        body.subscribe(attempt);
                    }
                });
    }

    @Override
    public boolean take(DownloadTry from, ByteBuffer more) {
        return bytes.add(from, more);
    }

    @Override
    public void completed(DownloadTry from) {
        if (bytes.complete(from)) {
            from.stop();
        }
    }

    @Override
    public void failed(DownloadTry from, Throwable error) {
        ReadAhead.Loss loss = bytes.lose(from);
        if (loss == ReadAhead.Loss.NONE) {
            return;
        }
        from.stop();
        if (loss == ReadAhead.Loss.FINAL || tries.get() == TRIES) {
            bytes.fail(error);
            return;
        }
        LOG.info("Chunk {} is asked for again: {}", index, error.getMessage());
        timer.in(Duration.ofSeconds(tries.get()), () -> begin(Stages.start(() -> links.anew(index))));
    }
}
