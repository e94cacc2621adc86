package io.appkit.analytics.arrow;

import io.appkit.api.AppKitException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.ipc.ArrowStreamReader;
import org.jspecify.annotations.Nullable;

/** The rows of one result's Arrow streams as the texts a warehouse writes in its {@code JSON_ARRAY} format. */
public final class ArrowRows {

    private static final long MAX_MEMORY = 256L << 20;

    /** Given on at once: few enough to stop soon when they are too many. */
    private static final int ROWS = 1000;

    /** Takes some of the rows. */
    @FunctionalInterface
    public interface Rows {
        void take(List<List<@Nullable String>> rows) throws IOException;
    }

    private final Rows taker;
    private final long maxRows;
    private final long maxBytes;
    private final Function<String, AppKitException> tooLarge;
    private long rows;
    private long bytes;

    /**
     * Creates it.
     *
     * @param maxRows of all streams
     * @param maxBytes of all streams, without compression and dictionaries
     * @param tooLarge makes the error for a result that has more
     */
    public ArrowRows(Rows taker, long maxRows, long maxBytes, Function<String, AppKitException> tooLarge) {
        this.taker = taker;
        this.maxRows = maxRows;
        this.maxBytes = maxBytes;
        this.tooLarge = tooLarge;
    }

    /**
     * Reads a whole stream.
     *
     * @throws AppKitException if it cannot be read
     */
    public void read(ByteBuffer stream) throws IOException {
        try (BufferAllocator memory = new RootAllocator(MAX_MEMORY);
                ArrowStreamReader reader = new ArrowStreamReader(new PlainInput(stream, this::count), memory)) {
            while (advance(reader)) {
                give(root(reader));
            }
        }
    }

    private void count(int more) {
        bytes += more;
        if (bytes > maxBytes) {
            throw tooLarge.apply("The Arrow result is larger than " + maxBytes + " bytes");
        }
    }

    private boolean advance(ArrowStreamReader reader) {
        try {
            return next(reader);
        } catch (BatchLimitException e) {
            throw tooLarge.apply(String.valueOf(e.getMessage()));
        }
    }

    static VectorSchemaRoot root(ArrowStreamReader reader) {
        try {
            return reader.getVectorSchemaRoot();
        } catch (AppKitException e) {
            throw e;
        } catch (IOException | RuntimeException e) {
            throw ArrowFailures.malformed("its schema cannot be read", e);
        }
    }

    static boolean next(ArrowStreamReader reader) {
        try {
            return reader.loadNextBatch();
        } catch (AppKitException e) {
            throw e;
        } catch (IOException | RuntimeException e) {
            throw ArrowFailures.malformed("a record batch cannot be read", e);
        }
    }

    private void give(VectorSchemaRoot batch) throws IOException {
        rows += batch.getRowCount();
        if (rows > maxRows) {
            throw tooLarge.apply("The Arrow result has more than " + maxRows + " rows");
        }
        for (int start = 0; start < batch.getRowCount(); start += ROWS) {
            taker.take(rows(batch, start, Math.min(start + ROWS, batch.getRowCount())));
        }
    }

    private static List<List<@Nullable String>> rows(VectorSchemaRoot batch, int start, int end) throws IOException {
        List<List<@Nullable String>> rows = new ArrayList<>(end - start);
        for (int row = start; row < end; row++) {
            rows.add(row(batch, row));
        }
        return rows;
    }

    static List<@Nullable String> row(VectorSchemaRoot batch, int row) throws IOException {
        List<@Nullable String> cells = new ArrayList<>(batch.getFieldVectors().size());
        for (FieldVector column : batch.getFieldVectors()) {
            cells.add(ArrowCell.text(column, row));
        }
        return cells;
    }
}
