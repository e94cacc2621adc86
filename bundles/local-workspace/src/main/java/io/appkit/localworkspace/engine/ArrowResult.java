package io.appkit.localworkspace.engine;

import io.appkit.localworkspace.sql.SqlFailure;
import io.appkit.localworkspace.sql.StringLiteral;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.ValueVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.dictionary.DictionaryProvider;
import org.apache.arrow.vector.ipc.ArrowReader;
import org.apache.arrow.vector.ipc.ArrowStreamWriter;
import org.duckdb.DuckDBResultSet;
import org.jspecify.annotations.Nullable;

/** Writes the engine's rows as chunks, each of which is an Arrow stream of its own. */
final class ArrowResult {

    private static final long BATCH_ROWS = 16_384;

    private final Query query;
    private final Interrupt interrupt;
    private final ChunkWriter chunks;
    private final ArrowReader reader;
    private @Nullable ArrowStreamWriter stream;
    private long chunkRows;

    private ArrowResult(Query query, Interrupt interrupt, ChunkWriter chunks, ArrowReader reader) {
        this.query = query;
        this.interrupt = interrupt;
        this.chunks = chunks;
        this.reader = reader;
    }

    /** The query in a form whose rows have Databricks' types and a warehouse's names: {@code col_0}, {@code col_1}, ... */
    static String sql(String query, List<Column> columns) {
        List<String> wanted = new ArrayList<>();
        List<String> given = new ArrayList<>();
        for (Column column : columns) {
            String name = "c" + given.size();
            boolean none = column.type().name().equals("NULL");
            wanted.add((none ? name : "CAST(" + name + " AS " + column.type().engineType() + ")") + " AS col_"
                    + given.size());
            given.add(name);
        }
        return "SELECT " + String.join(", ", wanted) + " FROM (" + query + ") AS t(" + String.join(", ", given) + ")";
    }

    /** A query for given rows. */
    static String values(List<List<@Nullable String>> rows) {
        return rows.stream()
                .map(row -> row.stream()
                        .map(text -> text == null ? "NULL" : StringLiteral.encode(text))
                        .collect(Collectors.joining(", ", "(", ")")))
                .collect(Collectors.joining(", ", "VALUES ", ""));
    }

    /** Packs the rows of such a query. */
    static QueryResult read(
            ResultSet rows, List<Column> columns, Query query, BufferAllocator memory, Interrupt interrupt)
            throws SQLException, SqlFailure {
        long batchRows = Math.min(BATCH_ROWS, query.packing().chunkRows());
        try (ChunkWriter chunks = new ChunkWriter(query.packing().memory());
                ArrowReader reader =
                        (ArrowReader) rows.unwrap(DuckDBResultSet.class).arrowExportStream(memory, batchRows)) {
            boolean truncated = new ArrowResult(query, interrupt, chunks, reader).write();
            return chunks.result(columns, truncated);
        } catch (IOException e) {
            throw new UncheckedIOException("A result could not be kept", e);
        }
    }

    /** Returns whether rows were left out. */
    private boolean write() throws IOException, SqlFailure {
        VectorSchemaRoot root = reader.getVectorSchemaRoot();
        boolean truncated = false;
        while (!truncated && reader.loadNextBatch()) {
            interrupt.check();
            truncated = shorten(root);
            if (root.getRowCount() > 0) {
                add(root);
            }
        }
        finishChunk();
        return truncated;
    }

    /** Leaves out of a batch what is beyond a limit of the request. */
    private boolean shorten(VectorSchemaRoot root) throws SqlFailure {
        int rows = root.getRowCount();
        long room = query.rowLimit() - chunks.doneRows() - chunkRows;
        if (rows > room) {
            root.setRowCount((int) room);
        }
        Packing packing = query.packing();
        while (root.getRowCount() > 0
                && chunks.totalBytes() + size(root) > Math.min(query.byteLimit(), packing.limit())) {
            if (query.byteLimit() > packing.limit()) {
                throw SqlFailure.tooLarge(packing.disposition().name(), packing.limit());
            }
            root.setRowCount(root.getRowCount() / 2);
        }
        return root.getRowCount() < rows;
    }

    private static long size(VectorSchemaRoot root) {
        return root.getFieldVectors().stream()
                .mapToLong(ValueVector::getBufferSize)
                .sum();
    }

    private void add(VectorSchemaRoot root) throws IOException {
        Packing packing = query.packing();
        // Written so that the largest numbers do not overflow.
        if (chunkRows > packing.chunkRows() - root.getRowCount()
                || chunks.chunkBytes() > packing.chunkBytes() - size(root)) {
            finishChunk();
        }
        if (stream == null) {
            // Never closed: that would close what all chunks are written to.
            stream = new ArrowStreamWriter(root, new DictionaryProvider.MapDictionaryProvider(), chunks);
            stream.start();
        }
        stream.writeBatch();
        chunkRows += root.getRowCount();
    }

    private void finishChunk() throws IOException {
        if (stream != null) {
            stream.end();
            stream = null;
            chunks.finishChunk(chunkRows);
            chunkRows = 0;
        }
    }
}
