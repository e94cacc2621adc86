package io.appkit.analytics.transfer;

import io.appkit.analytics.query.QueryFailures;
import io.appkit.analytics.statement.StatementAnswer;
import io.appkit.analytics.statement.StatementChunks;
import io.appkit.api.execution.Cancellation;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** The links to the chunks of one result, in order; an answer may hold several of them. */
final class LinkSequence {

    private final StatementChunks chunks;
    private final Cancellation cancellation;
    private final @Nullable Long total;
    private final Deque<StatementAnswer.Link> known = new ArrayDeque<>();
    private CompletionStage<Optional<StatementAnswer.Link>> last = CompletableFuture.completedStage(Optional.empty());
    private @Nullable Long nextChunk;
    private long count;

    /**
     * Creates it.
     *
     * @param answer holds the first links
     * @param chunks gives the further ones
     */
    LinkSequence(StatementAnswer answer, StatementChunks chunks, Cancellation cancellation) {
        this.chunks = chunks;
        this.cancellation = cancellation;
        StatementAnswer.Manifest manifest = answer.manifest();
        this.total = manifest == null ? null : manifest.totalChunkCount();
        if (answer.result() != null) {
            add(answer.result());
        }
    }

    /** The next link; empty after the last one. */
    synchronized CompletionStage<Optional<StatementAnswer.Link>> next() {
        last = last.thenCompose(before -> advance());
        return last;
    }

    /** A new link to a chunk whose link may have expired. */
    CompletionStage<StatementAnswer.Link> anew(long index) {
        return chunks.chunk(index, cancellation)
                .thenApply(chunk -> links(chunk).stream()
                        .filter(link -> Long.valueOf(index).equals(link.chunkIndex()))
                        .findFirst()
                        .orElseThrow(() -> broken("has no new link to chunk " + index)));
    }

    private CompletionStage<Optional<StatementAnswer.Link>> advance() {
        Long wanted = nextChunk;
        if (known.isEmpty() && wanted != null) {
            return chunks.chunk(wanted, cancellation).thenApply(chunk -> {
                long before = count;
                add(chunk);
                if (count == before) {
                    throw broken("has no link to chunk " + wanted);
                }
                return Optional.of(known.remove());
            });
        } else if (known.isEmpty() && total != null && total != count) {
            throw broken("has " + total + " chunks, but links to " + count);
        }
        return CompletableFuture.completedStage(Optional.ofNullable(known.poll()));
    }

    private void add(StatementAnswer.Chunk chunk) {
        nextChunk = chunk.nextChunkIndex();
        for (StatementAnswer.Link link : links(chunk)) {
            if (link.externalLink() == null || link.chunkIndex() == null || link.chunkIndex() != count) {
                throw broken("has a link to chunk " + link.chunkIndex() + " in the place of " + count);
            }
            known.add(link);
            count++;
            nextChunk = link.nextChunkIndex();
        }
        if (nextChunk != null && nextChunk != count) {
            throw broken("names chunk " + nextChunk + " as the one after " + (count - 1));
        }
    }

    private static List<StatementAnswer.Link> links(StatementAnswer.Chunk chunk) {
        return chunk.externalLinks() == null ? List.of() : chunk.externalLinks();
    }

    private RuntimeException broken(String what) {
        return QueryFailures.execution("Statement " + chunks.id() + " " + what, null);
    }
}
