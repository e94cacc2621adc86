package io.appkit.localworkspace.statement;

import com.fasterxml.jackson.annotation.JsonRawValue;
import io.appkit.localworkspace.engine.ChunkBytes;
import io.appkit.localworkspace.engine.Column;
import io.appkit.localworkspace.engine.Packing;
import io.appkit.localworkspace.engine.QueryResult;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A statement as the API shows it. */
record StatementAnswer(
        String statementId,
        Status status,
        @Nullable Manifest manifest,
        @Nullable Result result) {

    record Status(
            String state, @Nullable Failure error, @Nullable String sqlState) {}

    record Failure(String errorCode, String message) {}

    record Manifest(
            String format,
            Schema schema,
            int totalChunkCount,
            List<ChunkInfo> chunks,
            long totalRowCount,
            long totalByteCount,
            boolean truncated) {}

    record Schema(int columnCount, List<ColumnInfo> columns) {}

    record ColumnInfo(
            String name,
            String typeText,
            String typeName,
            int position,
            @Nullable Integer typePrecision,
            @Nullable Integer typeScale) {}

    record ChunkInfo(int chunkIndex, long rowOffset, long rowCount, long byteCount) {}

    @SuppressWarnings("ArrayRecordComponent") // written once and never compared
    record Result(
            @Nullable Integer chunkIndex,
            @Nullable Long rowOffset,
            @Nullable Long rowCount,
            @Nullable Long byteCount,
            @Nullable Integer nextChunkIndex,
            @Nullable String nextChunkInternalLink,
            @JsonRawValue @Nullable String dataArray,
            byte @Nullable [] attachment,
            @Nullable List<Links.ExternalLink> externalLinks) {}

    static StatementAnswer of(Statement statement, Links links) {
        Outcome outcome = statement.outcome();
        if (outcome == null) {
            return status(statement, statement.begun() ? "RUNNING" : "PENDING");
        } else if (outcome instanceof Outcome.Succeeded succeeded) {
            QueryResult result = succeeded.result();
            return new StatementAnswer(
                    statement.id(),
                    new Status("SUCCEEDED", null, null),
                    manifest(result, statement.query().packing().format()),
                    chunk(statement, result, 0, links));
        } else if (outcome instanceof Outcome.Failed failed) {
            Failure error =
                    new Failure(failed.failure().errorCode(), failed.failure().description());
            Status status = new Status("FAILED", error, failed.failure().sqlState());
            return new StatementAnswer(statement.id(), status, null, null);
        }
        return status(statement, "CANCELED");
    }

    /** Told before it is known what becomes of the statement. */
    static StatementAnswer pending(Statement statement) {
        return status(statement, "PENDING");
    }

    private static StatementAnswer status(Statement statement, String state) {
        return new StatementAnswer(statement.id(), new Status(state, null, null), null, null);
    }

    private static Manifest manifest(QueryResult result, Packing.Format format) {
        List<ColumnInfo> columns = new ArrayList<>();
        for (Column column : result.columns()) {
            columns.add(new ColumnInfo(
                    column.name(),
                    column.type().text(),
                    column.type().name(),
                    columns.size(),
                    column.type().precision(),
                    column.type().scale()));
        }
        List<ChunkInfo> chunks = new ArrayList<>();
        for (QueryResult.Chunk chunk : result.chunks()) {
            chunks.add(new ChunkInfo(chunks.size(), chunk.rowOffset(), chunk.rows(), chunk.bytes()));
        }
        return new Manifest(
                format.name(),
                new Schema(columns.size(), columns),
                chunks.size(),
                chunks,
                result.rows(),
                result.bytes(),
                result.truncated());
    }

    /** A chunk; the first one is without rows if the result is. */
    static Result chunk(Statement statement, QueryResult result, int index, Links links) {
        if (result.chunks().isEmpty()) {
            return new Result(0, 0L, 0L, null, null, null, null, null, null);
        }
        QueryResult.Chunk chunk = result.chunks().get(index);
        Packing packing = statement.query().packing();
        if (packing.disposition() == Packing.Disposition.EXTERNAL_LINKS
                || !(chunk.content() instanceof ChunkBytes.InMemory content)) {
            return new Result(
                    null, null, null, null, null, null, null, null, links.from(index, statement.id(), result));
        }
        boolean last = index == result.chunks().size() - 1;
        boolean json = packing.format() == Packing.Format.JSON_ARRAY;
        return new Result(
                index,
                chunk.rowOffset(),
                chunk.rows(),
                chunk.bytes(),
                last ? null : index + 1,
                last ? null : StatementEndpoints.chunkPath(statement.id(), index + 1),
                json ? content.text() : null,
                json ? null : content.bytes(),
                null);
    }
}
