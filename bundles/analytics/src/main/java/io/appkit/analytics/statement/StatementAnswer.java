package io.appkit.analytics.statement;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.appkit.analytics.arrow.ResultColumn;
import io.appkit.analytics.query.QueryFailures;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What the warehouse says of a statement. The SDK's own model has no attachments; and its mapper is shared, so that it
 * would keep this plugin's classes.
 */
public record StatementAnswer(
        @Nullable String statementId,
        @Nullable Status status,
        @Nullable Manifest manifest,
        @Nullable Chunk result) {

    /** The error class with its subclasses, where there are any. */
    private static final Pattern PERMISSION = Pattern.compile("\\[INSUFFICIENT_PERMISSIONS(?:[._][A-Z_.]+)?]");

    private static final JsonMapper JSON = JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    public record Status(@Nullable String state, @Nullable Failure error) {}

    public record Failure(
            @Nullable String errorCode, @Nullable String message) {

        /**
         * The stable code of the reason. Warehouses refuse statements of all kinds with one code; the class in front of the
         * message says that the caller lacks a permission, which a page must know though the message is not for it.
         */
        public @Nullable String reason() {
            return message != null && PERMISSION.matcher(message).lookingAt() ? "INSUFFICIENT_PERMISSIONS" : errorCode;
        }
    }

    public record Manifest(
            @Nullable Schema schema,
            boolean truncated,
            @Nullable Long totalRowCount,
            @Nullable Long totalChunkCount) {}

    public record Schema(@Nullable List<Column> columns) {}

    public record Column(
            @Nullable String name,
            @Nullable String typeName,
            @Nullable String typeText) {

        ResultColumn described() {
            String type = typeName == null ? "" : typeName;
            return new ResultColumn(name == null ? "" : name, type, typeText == null ? type : typeText);
        }
    }

    /** Part of a result: rows, an Arrow stream, or links to several. */
    public record Chunk(
            @Nullable List<List<@Nullable String>> dataArray,
            @Nullable ByteBuffer attachment,
            @Nullable List<Link> externalLinks,
            @Nullable Long nextChunkIndex) {}

    /** Never shown: the link is a secret. */
    public record Link(
            @Nullable String externalLink,
            @Nullable Long chunkIndex,
            @Nullable Long nextChunkIndex,
            @Nullable Map<String, String> httpHeaders) {

        @Override
        public String toString() {
            return "Link[chunkIndex=" + chunkIndex + "]";
        }
    }

    public static StatementAnswer parse(byte[] json) {
        return parse(json, StatementAnswer.class);
    }

    public static Chunk parseChunk(byte[] json) {
        return parse(json, Chunk.class);
    }

    private static <T> T parse(byte[] json, Class<T> type) {
        try {
            T value = JSON.readValue(json, type);
            if (value != null) {
                return value;
            }
        } catch (IOException e) {
            // Without the cause: it quotes the answer.
        }
        throw QueryFailures.execution("The workspace's answer to a statement cannot be read", null);
    }

    /** The columns of the result, empty if it has none. */
    public List<ResultColumn> columns() {
        List<ResultColumn> described = new ArrayList<>();
        if (manifest != null && manifest.schema != null && manifest.schema.columns != null) {
            manifest.schema.columns.forEach(column -> described.add(column.described()));
        }
        return described;
    }

    /** Whether the result has rows, as far as is said. */
    public boolean hasRows() {
        return manifest != null && manifest.totalRowCount != null && manifest.totalRowCount > 0;
    }

    public boolean truncated() {
        return manifest != null && manifest.truncated;
    }
}
