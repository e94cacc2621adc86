package io.appkit.analytics;

import com.fasterxml.jackson.core.JsonEncoding;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.appkit.analytics.arrow.ResultColumn;
import io.appkit.api.analytics.QueryResult;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A result in the form the cache keeps for Java code: {@link QueryResult} as JSON, with the columns' types. */
final class ResultTable implements ResultSink {

    /** A warehouse gives at most 25 MiB inline; this leaves room for what JSON adds. */
    private static final long MAX_UNITS = 32L * 1024 * 1024;

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final BoundedText out;
    private final JsonGenerator json;

    ResultTable(String queryKey) {
        out = new BoundedText("Result of query '" + queryKey + "'", MAX_UNITS);
        try {
            json = JSON.createGenerator(out, JsonEncoding.UTF8);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    static QueryResult parse(byte[] bytes) {
        try {
            return JSON.readValue(bytes, QueryResult.class);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void columns(List<ResultColumn> columns) throws IOException {
        json.writeStartObject();
        json.writeArrayFieldStart("columns");
        for (int i = 0; i < columns.size(); i++) {
            ResultColumn column = columns.get(i);
            json.writeStartObject();
            json.writeStringField("name", column.name());
            json.writeStringField("type", column.typeText());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeArrayFieldStart("rows");
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
        json.writeEndArray();
        json.writeStringField("statementId", statementId);
        json.writeEndObject();
        json.close();
        return out.toByteArray();
    }
}
