package io.appkit.localworkspace.engine;

import java.io.IOException;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A whole result, ready for the wire.
 *
 * @param columns in order; empty for statements without a result
 * @param chunks in order; empty if there are no rows
 * @param truncated whether a limit of the request left rows out
 */
public record QueryResult(List<Column> columns, List<Chunk> chunks, boolean truncated) {

    private static final Logger LOG = LoggerFactory.getLogger(QueryResult.class);

    /**
     * Part of a result.
     *
     * @param rowOffset number of the first row in the whole result
     * @param rows how many there are
     * @param content rows as JSON (an array of arrays of strings and nulls), or an Arrow stream
     */
    public record Chunk(long rowOffset, long rows, ChunkBytes content) {

        /** Size of the content. */
        public long bytes() {
            return content.size();
        }
    }

    /** Number of rows. */
    public long rows() {
        return chunks.stream().mapToLong(Chunk::rows).sum();
    }

    /** Size of all chunks. */
    public long bytes() {
        return chunks.stream().mapToLong(Chunk::bytes).sum();
    }

    /** Size of the part that is in a file. */
    public long bytesInFile() {
        return chunks.stream()
                .filter(chunk -> chunk.content() instanceof ChunkBytes.InFile)
                .mapToLong(Chunk::bytes)
                .sum();
    }

    /** Gives its file back, if it has one; what is being sent stays readable. */
    public void discard() {
        for (Chunk chunk : chunks) {
            if (chunk.content() instanceof ChunkBytes.InFile spilled) {
                try {
                    spilled.file().close();
                } catch (IOException e) {
                    LOG.debug("The file of a result did not close cleanly", e);
                }
            }
        }
    }
}
