package io.appkit.analytics.result;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonEncoding;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.appkit.analytics.arrow.ResultColumn;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A result as the message of the event stream (contract: analytics, section 4). */
public final class ResultMessage implements ResultSink {

    /** The client's buffer of 5 MiB, less a margin (contract: streaming, section 4). */
    public static final long MAX_FRAME_UNITS = 5 * 1024 * 1024 - 64 * 1024;

    /** Event id, event name and line ends around the message. */
    public static final long FRAME_UNITS = 64;

    /** Deeper texts stay texts: far below what Jackson reads and writes. */
    private static final int MAX_DEPTH = 500;

    private static final JsonMapper JSON = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(MAX_DEPTH)
                            .build())
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    /** A member of each row: of equally named columns the last wins, in the place of the first. */
    private record Member(String name, int index, boolean text) {}

    private final BoundedText out;
    private final JsonGenerator json;
    private List<Member> members = List.of();

    public ResultMessage(String queryKey, long maxFrameUnits) {
        out = new BoundedText("Result of query '" + queryKey + "'", maxFrameUnits - FRAME_UNITS);
        try {
            json = JSON.createGenerator(out, JsonEncoding.UTF8);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void columns(List<ResultColumn> columns) throws IOException {
        Map<String, Member> byName = new LinkedHashMap<>();
        for (int i = 0; i < columns.size(); i++) {
            ResultColumn column = columns.get(i);
            String name = column.name().isEmpty() ? "column_" + i : column.name();
            byName.put(name, new Member(name, i, isString(column)));
        }
        members = List.copyOf(byName.values());
        json.writeStartObject();
        json.writeStringField("type", "result");
        json.writeArrayFieldStart("data");
    }

    private static boolean isString(ResultColumn column) {
        return column.typeName().equals("STRING") || column.typeText().equalsIgnoreCase("STRING");
    }

    @Override
    public void rows(List<List<@Nullable String>> rows) throws IOException {
        for (List<@Nullable String> cells : rows) {
            json.writeStartObject();
            for (Member member : members) {
                json.writeFieldName(member.name);
                cell(member.index < cells.size() ? cells.get(member.index) : null, member.text);
            }
            json.writeEndObject();
        }
    }

    private void cell(@Nullable String cell, boolean text) throws IOException {
        JsonNode structure = cell != null && text ? structure(cell) : null;
        if (structure != null) {
            // Not writeTree, which would wrap the error of a full BoundedText.
            try (JsonParser tokens = JSON.treeAsTokens(structure)) {
                tokens.nextToken();
                json.copyCurrentStructure(tokens);
            }
        } else {
            json.writeString(cell);
        }
    }

    private static @Nullable JsonNode structure(String cell) {
        if (!cell.startsWith("{") && !cell.startsWith("[")) {
            return null;
        }
        try {
            return JSON.readTree(cell);
        } catch (JacksonException | NumberFormatException e) {
            return null;
        }
    }

    @Override
    public byte[] end(String statementId) throws IOException {
        json.writeEndArray();
        json.writeObjectFieldStart("status");
        json.writeStringField("state", "SUCCEEDED");
        json.writeEndObject();
        json.writeStringField("statement_id", statementId);
        json.writeEndObject();
        json.close();
        return out.toByteArray();
    }
}
