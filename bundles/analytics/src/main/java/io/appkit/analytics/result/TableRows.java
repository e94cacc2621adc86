package io.appkit.analytics.result;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.appkit.analytics.arrow.ResultColumn;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The rows of a {@link ResultTable}, read as far as they are asked for. */
public final class TableRows implements RowSource {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final JsonParser json;
    private final List<ResultColumn> columns;

    public TableRows(byte[] table) {
        try {
            json = JSON.createParser(table);
            json.nextToken();
            columns = List.of(json.readValueAs(ResultColumn[].class));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public List<ResultColumn> columns() {
        return columns;
    }

    @Override
    public @Nullable List<@Nullable String> next() {
        try {
            if (json.nextToken() != JsonToken.START_ARRAY) {
                return null;
            }
            List<@Nullable String> cells = new ArrayList<>(columns.size());
            while (json.nextToken() != JsonToken.END_ARRAY) {
                cells.add(json.currentToken() == JsonToken.VALUE_NULL ? null : json.getText());
            }
            return cells;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        try {
            json.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
