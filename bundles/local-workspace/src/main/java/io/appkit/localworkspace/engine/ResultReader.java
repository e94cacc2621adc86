package io.appkit.localworkspace.engine;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.appkit.localworkspace.sql.SqlFailure;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes the engine's rows as chunks of JSON. */
final class ResultReader {

    /** Most bytes of a result that is sent in answers (Databricks: disposition INLINE, 25 MiB). */
    static final long INLINE_LIMIT = 25L * 1024 * 1024;

    private static final int CHUNK_BYTES = 4 * 1024 * 1024;
    private static final JsonFactory JSON = new JsonFactory();

    private final List<Column> columns;
    private final List<QueryResult.Chunk> chunks = new ArrayList<>();
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private @Nullable JsonGenerator json;
    private long chunkRows;
    private long doneRows;
    private long doneBytes;

    private ResultReader(List<Column> columns) {
        this.columns = columns;
    }

    static List<Column> columns(ResultSetMetaData metadata) throws SQLException, SqlFailure {
        List<Column> columns = new ArrayList<>();
        for (int i = 1; i <= metadata.getColumnCount(); i++) {
            columns.add(new Column(metadata.getColumnLabel(i), ColumnType.of(metadata.getColumnTypeName(i))));
        }
        return columns;
    }

    static QueryResult read(ResultSet rows, Query query, Interrupt interrupt) throws SQLException, SqlFailure {
        try {
            return new ResultReader(columns(rows.getMetaData()))
                    .read(rows, query.rowLimit(), query.byteLimit(), interrupt);
        } catch (IOException e) {
            throw new IllegalStateException("writing to memory failed", e);
        }
    }

    /** A result made of texts. */
    static QueryResult of(List<Column> columns, List<List<@Nullable String>> rows) {
        ResultReader reader = new ResultReader(columns);
        try {
            for (List<@Nullable String> row : rows) {
                reader.add(row);
            }
            return reader.result(false);
        } catch (IOException e) {
            throw new IllegalStateException("writing to memory failed", e);
        }
    }

    private QueryResult read(ResultSet rows, long rowLimit, long byteLimit, Interrupt interrupt)
            throws SQLException, SqlFailure, IOException {
        List<@Nullable String> row = new ArrayList<>();
        while (rows.next()) {
            interrupt.check();
            if (doneRows + chunkRows >= rowLimit) {
                return result(true);
            }
            row.clear();
            long rowBytes = 2;
            for (int i = 0; i < columns.size(); i++) {
                String text = CellText.of(rows, i + 1, columns.get(i).type());
                row.add(text);
                rowBytes += text == null ? 5 : text.length() + 3;
            }
            if (size() + rowBytes > Math.min(byteLimit, INLINE_LIMIT)) {
                if (byteLimit <= INLINE_LIMIT) {
                    return result(true);
                }
                throw SqlFailure.tooLarge(INLINE_LIMIT);
            }
            add(row);
        }
        return result(false);
    }

    private long size() {
        return doneBytes + bytes.size() + (json == null ? 0 : json.getOutputBuffered());
    }

    private void add(List<@Nullable String> row) throws IOException {
        if (json != null && size() - doneBytes >= CHUNK_BYTES) {
            finishChunk();
        }
        if (json == null) {
            json = JSON.createGenerator(bytes);
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
        json.close();
        json = null;
        chunks.add(new QueryResult.Chunk(doneRows, chunkRows, bytes.size(), bytes.toString(StandardCharsets.UTF_8)));
        doneRows += chunkRows;
        doneBytes += bytes.size();
        chunkRows = 0;
        bytes.reset();
    }

    private QueryResult result(boolean truncated) throws IOException {
        finishChunk();
        return new QueryResult(columns, List.copyOf(chunks), truncated);
    }
}
