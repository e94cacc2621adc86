package io.appkit.localworkspace.engine;

/**
 * In which form and in what pieces a result is wanted.
 *
 * @param chunkBytes size beyond which a chunk takes no more rows; a chunk of a single row may be larger
 * @param chunkRows most rows of a chunk
 */
public record Packing(Format format, Disposition disposition, long chunkBytes, long chunkRows) {

    /** A format as the API names it. */
    public enum Format {
        JSON_ARRAY,
        ARROW_STREAM
    }

    /** Where chunks go, as the API names it. */
    public enum Disposition {
        INLINE,
        EXTERNAL_LINKS
    }

    /** Rows as JSON in answers. */
    public static final Packing INLINE_JSON =
            new Packing(Format.JSON_ARRAY, Disposition.INLINE, 4L * 1024 * 1024, Long.MAX_VALUE);

    /** One Arrow stream in the answer. */
    public static final Packing INLINE_ARROW =
            new Packing(Format.ARROW_STREAM, Disposition.INLINE, Long.MAX_VALUE, Long.MAX_VALUE);

    private static final long MIB = 1024 * 1024;

    /** Most bytes of the whole result. Inline it is that of Databricks. */
    long limit() {
        return switch (disposition) {
            case INLINE -> 25 * MIB;
            case EXTERNAL_LINKS -> 1024 * MIB;
        };
    }

    /** Bytes that stay in memory; what is beyond goes into a file. */
    long memory() {
        return switch (disposition) {
            case INLINE -> Long.MAX_VALUE;
            case EXTERNAL_LINKS -> MIB;
        };
    }
}
