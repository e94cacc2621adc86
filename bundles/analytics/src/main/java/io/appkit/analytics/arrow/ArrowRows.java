package io.appkit.analytics.arrow;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.ipc.ArrowStreamReader;
import org.jspecify.annotations.Nullable;

/** The rows of an Arrow stream as the texts a warehouse writes in its {@code JSON_ARRAY} format. */
public final class ArrowRows {

    private static final long MAX_MEMORY = 256L << 20;

    /** Takes the rows of one batch. */
    @FunctionalInterface
    public interface Rows {
        void take(List<List<@Nullable String>> rows) throws IOException;
    }

    private ArrowRows() {}

    /**
     * Reads a whole stream.
     *
     * @param stream backed by an array
     * @throws io.appkit.api.AppKitException if it cannot be read
     */
    public static void read(ByteBuffer stream, Rows rows) throws IOException {
        try (BufferAllocator memory = new RootAllocator(MAX_MEMORY);
                ArrowStreamReader reader = new ArrowStreamReader(bytes(stream), memory)) {
            VectorSchemaRoot batch = root(reader);
            while (next(reader)) {
                rows.take(rows(batch));
            }
        }
    }

    private static ByteArrayInputStream bytes(ByteBuffer stream) {
        return new ByteArrayInputStream(stream.array(), stream.arrayOffset() + stream.position(), stream.remaining());
    }

    private static VectorSchemaRoot root(ArrowStreamReader reader) {
        try {
            return reader.getVectorSchemaRoot();
        } catch (IOException | RuntimeException e) {
            throw ArrowFailures.malformed("its schema cannot be read", e);
        }
    }

    private static boolean next(ArrowStreamReader reader) {
        try {
            return reader.loadNextBatch();
        } catch (IOException | RuntimeException e) {
            throw ArrowFailures.malformed("a record batch cannot be read", e);
        }
    }

    private static List<List<@Nullable String>> rows(VectorSchemaRoot batch) throws IOException {
        List<List<@Nullable String>> rows = new ArrayList<>(batch.getRowCount());
        for (int row = 0; row < batch.getRowCount(); row++) {
            List<@Nullable String> cells =
                    new ArrayList<>(batch.getFieldVectors().size());
            for (FieldVector column : batch.getFieldVectors()) {
                cells.add(ArrowCell.text(column, row));
            }
            rows.add(cells);
        }
        return rows;
    }
}
