package io.appkit.analytics.transfer;

import io.appkit.analytics.query.QueryFailures;
import io.appkit.analytics.statement.StatementAnswer;
import io.appkit.analytics.statement.StatementChunks;
import io.appkit.analytics.statement.StatementReading;
import io.appkit.api.execution.Cancellation;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** Reads an Arrow result that comes with the answer, as {@link InlineArrow} keeps it. */
public final class InlineReading implements StatementReading<byte[]> {

    /** What a warehouse sends inline at most, with room for what it counts differently. */
    private static final long MAX_BYTES = 32L << 20;

    private long bytes;

    @Override
    public CompletionStage<byte[]> read(StatementAnswer answer, StatementChunks chunks, Cancellation cancellation) {
        if (answer.truncated()) {
            throw new InlineLimitException("The result of statement " + chunks.id() + " is too large to come inline");
        }
        return next(
                answer.result(),
                0,
                new InlineArrow.Writer(chunks.id(), answer.columns()),
                answer.hasRows(),
                chunks,
                cancellation);
    }

    private CompletionStage<byte[]> next(
            StatementAnswer.@Nullable Chunk chunk,
            long index,
            InlineArrow.Writer writer,
            boolean expected,
            StatementChunks chunks,
            Cancellation cancellation) {
        ByteBuffer attachment = chunk == null ? null : chunk.attachment();
        if (attachment != null) {
            bytes += attachment.remaining();
            if (bytes > MAX_BYTES) {
                throw new InlineLimitException("Statement " + chunks.id() + " sent more than " + MAX_BYTES + " bytes");
            }
            writer.chunk(attachment);
        } else if (expected) {
            throw new InlineLimitException("Statement " + chunks.id() + " has rows, but no attachment");
        }
        Long next = chunk == null ? null : chunk.nextChunkIndex();
        if (next == null) {
            return CompletableFuture.completedStage(writer.end());
        } else if (next <= index) {
            throw QueryFailures.execution("Chunk " + next + " of statement " + chunks.id() + " follows " + index, null);
        }
        return chunks.chunk(next, cancellation)
                .thenCompose(more -> next(more, next, writer, expected, chunks, cancellation));
    }
}
