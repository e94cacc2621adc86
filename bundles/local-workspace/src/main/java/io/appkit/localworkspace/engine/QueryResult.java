package io.appkit.localworkspace.engine;

import java.util.List;

/**
 * A whole result, ready for the wire.
 *
 * @param columns in order; empty for statements without a result
 * @param chunks in order; empty if there are no rows
 * @param truncated whether a limit of the request left rows out
 */
public record QueryResult(List<Column> columns, List<Chunk> chunks, boolean truncated) {

    /**
     * Part of a result.
     *
     * @param rowOffset number of the first row in the whole result
     * @param rows how many there are
     * @param bytes size of the JSON in UTF-8
     * @param dataArray rows as JSON: an array of arrays of strings and nulls
     */
    public record Chunk(long rowOffset, long rows, long bytes, String dataArray) {}

    /** Number of rows. */
    public long rows() {
        return chunks.stream().mapToLong(Chunk::rows).sum();
    }

    /** Size of the rows as JSON. */
    public long bytes() {
        return chunks.stream().mapToLong(Chunk::bytes).sum();
    }
}
