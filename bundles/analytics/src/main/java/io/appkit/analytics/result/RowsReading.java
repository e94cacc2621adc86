package io.appkit.analytics.result;

import io.appkit.analytics.arrow.ArrowRows;
import io.appkit.analytics.query.QueryFailures;
import io.appkit.analytics.statement.StatementAnswer;
import io.appkit.analytics.statement.StatementChunks;
import io.appkit.analytics.statement.StatementReading;
import io.appkit.api.execution.Cancellation;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** Gives all rows of a result to a sink, be they sent as rows or as Arrow streams. */
public final class RowsReading implements StatementReading<byte[]> {

    private static final int MAX_DECODED_ROWS = 100_000;
    private static final long MAX_DECODED_BYTES = 64L << 20;

    private final ResultSink sink;
    private final ArrowRows decoded;

    public RowsReading(ResultSink sink) {
        this.sink = sink;
        this.decoded = new ArrowRows(sink::rows, MAX_DECODED_ROWS, MAX_DECODED_BYTES, QueryFailures::tooLarge);
    }

    @Override
    public CompletionStage<byte[]> read(StatementAnswer answer, StatementChunks chunks, Cancellation cancellation) {
        if (answer.truncated()) {
            throw QueryFailures.tooLarge("The warehouse has cut the result of statement " + chunks.id() + " short");
        }
        try {
            sink.columns(answer.columns());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return next(answer.result(), 0, chunks, cancellation);
    }

    private CompletionStage<byte[]> next(
            StatementAnswer.@Nullable Chunk chunk, long index, StatementChunks chunks, Cancellation cancellation) {
        try {
            if (chunk != null && chunk.dataArray() != null) {
                sink.rows(chunk.dataArray());
            }
            if (chunk != null && chunk.attachment() != null) {
                decoded.read(chunk.attachment());
            }
            Long next = chunk == null ? null : chunk.nextChunkIndex();
            if (next == null) {
                return CompletableFuture.completedStage(sink.end(chunks.id()));
            } else if (next <= index) {
                throw QueryFailures.execution(
                        "Chunk " + next + " of statement " + chunks.id() + " follows " + index, null);
            }
            return chunks.chunk(next, cancellation).thenCompose(more -> next(more, next, chunks, cancellation));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
