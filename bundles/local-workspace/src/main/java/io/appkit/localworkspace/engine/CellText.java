package io.appkit.localworkspace.engine;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.appkit.localworkspace.sql.SqlFailure;
import io.appkit.localworkspace.sql.TimestampText;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.sql.Array;
import java.sql.Blob;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.Map;
import org.duckdb.DuckDBStruct;
import org.jspecify.annotations.Nullable;

/** A cell as the format JSON_ARRAY writes it. */
final class CellText {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final ObjectWriter PLAIN = JSON.writer().with(JsonGenerator.Feature.WRITE_BIGDECIMAL_AS_PLAIN);
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private CellText() {}

    static @Nullable String of(ResultSet row, int column, ColumnType type) throws SQLException, SqlFailure {
        return switch (type.name()) {
            case "LONG" -> whole(row.getObject(column));
            case "TIMESTAMP" -> {
                // Read as local time: java.sql.Timestamp would bring in the JVM's own time zone.
                LocalDateTime utc = row.getObject(column) instanceof OffsetDateTime zoned
                        ? utc(zoned)
                        : row.getObject(column, LocalDateTime.class);
                yield utc == null ? null : TimestampText.format(utc);
            }
            case "ARRAY", "MAP", "STRUCT" -> {
                Object value = row.getObject(column);
                yield value == null ? null : json(nested(value));
            }
            default -> plain(row.getObject(column));
        };
    }

    private static LocalDateTime utc(OffsetDateTime zoned) {
        return zoned.withOffsetSameInstant(ZoneOffset.UTC).toLocalDateTime();
    }

    private static @Nullable String whole(@Nullable Object value) throws SqlFailure {
        if (value instanceof BigInteger wide && wide.bitLength() > Long.SIZE - 1) {
            throw SqlFailure.of("ARITHMETIC_OVERFLOW", "22003", "A result is too large for BIGINT.");
        }
        return value == null ? null : value.toString();
    }

    private static @Nullable String plain(@Nullable Object value) throws SQLException {
        if (value == null) {
            return null;
        } else if (value instanceof BigDecimal decimal) {
            return decimal.toPlainString();
        } else if (value instanceof Blob blob) {
            return Base64.getEncoder().encodeToString(blob.getBytes(1, (int) blob.length()));
        }
        return value.toString();
    }

    private static String json(JsonNode node) {
        try {
            return PLAIN.writeValueAsString(node);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("writing to memory failed", e);
        }
    }

    private static JsonNode nested(@Nullable Object value) throws SQLException {
        if (value == null) {
            return NODES.nullNode();
        } else if (value instanceof Array array) {
            ArrayNode items = NODES.arrayNode();
            for (Object item : (Object[]) array.getArray()) {
                items.add(nested(item));
            }
            return items;
        } else if (value instanceof DuckDBStruct struct) {
            return object(struct.getMap());
        } else if (value instanceof Map<?, ?> map) {
            return object(map);
        } else if (value instanceof BigDecimal decimal) {
            return DecimalNode.valueOf(decimal);
        } else if (value instanceof Timestamp time) {
            return NODES.textNode(TimestampText.format(time.toLocalDateTime()));
        } else if (value instanceof OffsetDateTime time) {
            return NODES.textNode(TimestampText.format(utc(time)));
        } else if (value instanceof Number || value instanceof Boolean) {
            return JSON.valueToTree(value);
        }
        String text = plain(value);
        return text == null ? NODES.nullNode() : NODES.textNode(text);
    }

    private static ObjectNode object(Map<?, ?> entries) throws SQLException {
        ObjectNode object = NODES.objectNode();
        for (Map.Entry<?, ?> entry : entries.entrySet()) {
            object.set(String.valueOf(entry.getKey()), nested(entry.getValue()));
        }
        return object;
    }
}
