package io.appkit.analytics.arrow;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.ipc.ArrowStreamReader;
import org.jspecify.annotations.Nullable;

/** Reads an Arrow stream row by row, with one record batch in memory; else as {@link ArrowRows}. For one thread. */
public final class ArrowRowReader implements AutoCloseable {

    private static final long MAX_MEMORY = 256L << 20;

    private final BufferAllocator memory = new RootAllocator(MAX_MEMORY);
    private final ArrowStreamReader reader;
    private @Nullable VectorSchemaRoot batch;
    private int row;

    /**
     * Prepares to read.
     *
     * @param stream stays the caller's
     */
    public ArrowRowReader(InputStream stream) {
        this.reader = new ArrowStreamReader(stream, memory);
    }

    /**
     * The next row; null at the end.
     *
     * @throws io.appkit.api.AppKitException if the stream cannot be read
     */
    public @Nullable List<@Nullable String> next() {
        VectorSchemaRoot current = batch;
        if (current == null) {
            current = ArrowRows.root(reader);
            batch = current;
        }
        while (row >= current.getRowCount()) {
            if (!ArrowRows.next(reader)) {
                return null;
            }
            row = 0;
        }
        try {
            return ArrowRows.row(current, row++);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        try {
            reader.close(false);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            memory.close();
        }
    }
}
