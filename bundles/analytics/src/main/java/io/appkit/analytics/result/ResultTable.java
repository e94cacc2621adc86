package io.appkit.analytics.result;

import com.fasterxml.jackson.core.JsonEncoding;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.appkit.analytics.arrow.ResultColumn;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A result in the form the cache keeps for Java code, to be read by {@link TableRows}: columns, then rows, as JSON. */
public final class ResultTable implements ResultSink {

    /** About what the cache keeps of one result at most. What is larger is read from links. */
    private static final long MAX_UNITS = 10L * 1024 * 1024;

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final BoundedText out;
    private final JsonGenerator json;

    public ResultTable(String queryKey) {
        out = new BoundedText("Result of query '" + queryKey + "'", MAX_UNITS);
        try {
            json = JSON.createGenerator(out, JsonEncoding.UTF8);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void columns(List<ResultColumn> columns) throws IOException {
        json.writePOJO(columns);
    }

    @Override
    public void rows(List<List<@Nullable String>> rows) throws IOException {
        for (List<@Nullable String> row : rows) {
            json.writeStartArray();
            for (@Nullable String cell : row) {
                json.writeString(cell);
            }
            json.writeEndArray();
        }
    }

    @Override
    public byte[] end(String statementId) throws IOException {
        json.close();
        return out.toByteArray();
    }
}
