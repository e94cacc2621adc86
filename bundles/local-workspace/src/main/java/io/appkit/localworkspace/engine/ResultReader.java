package io.appkit.localworkspace.engine;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.appkit.localworkspace.sql.SqlFailure;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes the engine's rows as chunks of JSON. */
final class ResultReader {

    private static final JsonFactory JSON = new JsonFactory();

    private final List<Column> columns;
    private final Packing packing;
    private final ChunkWriter chunks;
    private final OutputStream out;
    private @Nullable JsonGenerator json;
    private long chunkRows;

    private ResultReader(List<Column> columns, Packing packing, ChunkWriter chunks) {
        this.columns = columns;
        this.packing = packing;
        this.chunks = chunks;
        this.out = Channels.newOutputStream(chunks);
    }

    static List<Column> columns(ResultSetMetaData metadata) throws SQLException, SqlFailure {
        List<Column> columns = new ArrayList<>();
        for (int i = 1; i <= metadata.getColumnCount(); i++) {
            columns.add(new Column(metadata.getColumnLabel(i), ColumnType.of(metadata.getColumnTypeName(i))));
        }
        return columns;
    }

    static QueryResult read(ResultSet rows, Query query, Interrupt interrupt) throws SQLException, SqlFailure {
        try (ChunkWriter chunks = new ChunkWriter(query.packing().memory())) {
            return new ResultReader(columns(rows.getMetaData()), query.packing(), chunks)
                    .read(rows, query.rowLimit(), query.byteLimit(), interrupt);
        } catch (IOException e) {
            throw new UncheckedIOException("A result could not be kept", e);
        }
    }

    /** A result made of texts. */
    static QueryResult of(List<Column> columns, List<List<@Nullable String>> rows, Packing packing) {
        try (ChunkWriter chunks = new ChunkWriter(packing.memory())) {
            ResultReader reader = new ResultReader(columns, packing, chunks);
            for (List<@Nullable String> row : rows) {
                reader.add(row);
            }
            return reader.result(false);
        } catch (IOException e) {
            throw new UncheckedIOException("A result could not be kept", e);
        }
    }

    private QueryResult read(ResultSet rows, long rowLimit, long byteLimit, Interrupt interrupt)
            throws SQLException, SqlFailure, IOException {
        List<@Nullable String> row = new ArrayList<>();
        while (rows.next()) {
            interrupt.check();
            if (chunks.doneRows() + chunkRows >= rowLimit) {
                return result(true);
            }
            row.clear();
            long rowBytes = 2;
            for (int i = 0; i < columns.size(); i++) {
                String text = CellText.of(rows, i + 1, columns.get(i).type());
                row.add(text);
                rowBytes += text == null ? 5 : text.length() + 3;
            }
            long buffered = json == null ? 0 : json.getOutputBuffered();
            if (chunks.totalBytes() + buffered + rowBytes > Math.min(byteLimit, packing.limit())) {
                if (byteLimit <= packing.limit()) {
                    return result(true);
                }
                throw SqlFailure.tooLarge(packing.disposition().name(), packing.limit());
            }
            add(row);
        }
        return result(false);
    }

    private void add(List<@Nullable String> row) throws IOException {
        if (json != null
                && (chunkRows >= packing.chunkRows()
                        || chunks.chunkBytes() + json.getOutputBuffered() >= packing.chunkBytes())) {
            finishChunk();
        }
        if (json == null) {
            json = JSON.createGenerator(out);
            json.writeStartArray();
        }
        json.writeStartArray();
        for (String text : row) {
            if (text == null) {
                json.writeNull();
            } else {
                json.writeString(text);
            }
        }
        json.writeEndArray();
        chunkRows++;
    }

    private void finishChunk() throws IOException {
        if (json == null) {
            return;
        }
        json.writeEndArray();
        json.flush();
        json = null;
        chunks.finishChunk(chunkRows);
        chunkRows = 0;
    }

    private QueryResult result(boolean truncated) throws IOException {
        finishChunk();
        return chunks.result(columns, truncated);
    }
}
