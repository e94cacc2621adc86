package io.appkit.analytics.transfer;

import io.appkit.analytics.arrow.IpcReframer;
import io.appkit.analytics.arrow.ResultColumn;
import io.appkit.analytics.async.Stages;
import io.appkit.analytics.async.Timer;
import io.appkit.analytics.statement.StatementAnswer;
import io.appkit.analytics.statement.StatementChunks;
import io.appkit.api.execution.CancellationSource;
import io.appkit.workspace.Workspace;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** An Arrow stream out of the chunks behind links: read in order, the next ones being fetched ahead. */
public final class LinkedArrow implements ArrowStream {

    private static final int PREFETCH = 2;

    /** For each chunk: with what is being sent and the chunks ahead a stream holds four times as much at most. */
    private static final long BUDGET = 1L << 20;

    private final Workspace workspace;
    private final Timer timer;
    private final String statementId;
    private final List<ResultColumn> columns;
    private final IpcReframer reframer;
    private final LinkSequence links;
    private final CancellationSource cancellation = new CancellationSource();
    private final Deque<CompletionStage<Optional<ChunkDownload>>> ahead = new ArrayDeque<>();
    private @Nullable ChunkDownload current;
    private boolean finished;

    public LinkedArrow(Workspace workspace, Timer timer, StatementAnswer answer, StatementChunks chunks) {
        this.workspace = workspace;
        this.timer = timer;
        this.statementId = chunks.id();
        this.columns = answer.columns();
        this.reframer = new IpcReframer(columns);
        this.links = new LinkSequence(answer, chunks, cancellation);
    }

    @Override
    public String statementId() {
        return statementId;
    }

    @Override
    public List<ResultColumn> columns() {
        return columns;
    }

    @Override
    public CompletionStage<List<ByteBuffer>> next() {
        return Stages.repeat(this::step);
    }

    private CompletionStage<Optional<List<ByteBuffer>>> step() {
        ChunkDownload open = current;
        if (open == null) {
            return nextChunk();
        }
        return open.next().thenApply(bytes -> {
            if (bytes.isEmpty()) {
                reframer.endChunk();
                current = null;
                return Optional.empty();
            }
            List<ByteBuffer> out = new ArrayList<>();
            bytes.forEach(piece -> out.addAll(reframer.accept(piece)));
            return out.isEmpty() ? Optional.empty() : Optional.of(out);
        });
    }

    private CompletionStage<Optional<List<ByteBuffer>>> nextChunk() {
        fetch(1);
        return ahead.remove().thenApply(download -> {
            if (download.isPresent()) {
                current = download.get();
                fetch(PREFETCH);
                return Optional.empty();
            } else if (finished) {
                return Optional.of(List.of());
            }
            finished = true;
            return Optional.of(reframer.end());
        });
    }

    private void fetch(int chunks) {
        while (ahead.size() < chunks) {
            ahead.add(links.next()
                    .thenApply(link ->
                            link.map(to -> ChunkDownload.start(workspace, timer, to, links, BUDGET, cancellation))));
        }
    }

    @Override
    public void close() {
        cancellation.cancel();
    }
}
