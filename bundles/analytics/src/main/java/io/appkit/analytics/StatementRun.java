package io.appkit.analytics;

import com.databricks.sdk.service.sql.ColumnInfo;
import com.databricks.sdk.service.sql.ExecuteStatementRequest;
import com.databricks.sdk.service.sql.ResultData;
import com.databricks.sdk.service.sql.ResultManifest;
import com.databricks.sdk.service.sql.StatementResponse;
import com.databricks.sdk.service.sql.StatementState;
import io.appkit.api.AppKitException;
import io.appkit.api.Registration;
import io.appkit.api.execution.Cancellation;
import io.appkit.api.execution.CancellationSource;
import io.appkit.api.execution.Execution;
import io.appkit.api.execution.Policy;
import io.appkit.workspace.UpstreamException;
import io.appkit.workspace.WorkspaceClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.URLEncoder;
import java.net.UnknownHostException;
import java.net.http.HttpConnectTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One statement, from its submission to the last chunk of its result. */
final class StatementRun {

    private static final Logger LOG = LoggerFactory.getLogger(StatementRun.class);
    private static final String STATEMENTS = "/api/2.0/sql/statements/";

    /** The repeats of a 429, the warehouse's own wait, and a margin. */
    private static final Duration SUBMISSION = Duration.ofSeconds(70);

    private static final Duration READ = Duration.ofSeconds(30);
    private static final Duration CANCEL = Duration.ofSeconds(10);

    /** Reading twice costs nothing; the deadline is that of the whole try. */
    private static final Policy READS = new Policy(Duration.ZERO, 3, Duration.ofMillis(1500), Duration.ofSeconds(30));

    private static final int[] POLL_SECONDS = {0, 1, 2, 4, 5};

    private final WorkspaceClient client;
    private final Execution execution;
    private final Timer timer;
    private final ResultSink sink;
    private final CancellationSource cancellation = new CancellationSource();
    private final CompletableFuture<Void> ended = new CompletableFuture<>();
    private volatile @Nullable String id;
    private volatile boolean finished;

    StatementRun(WorkspaceClient client, Execution execution, Timer timer, ResultSink sink) {
        this.client = client;
        this.execution = execution;
        this.timer = timer;
        this.sink = sink;
    }

    CompletionStage<byte[]> start(ExecuteStatementRequest request, Cancellation caller) {
        Registration left = caller.onCancel(cancellation::cancel);
        // Cut off, the submission would leave behind a statement whose id nobody knows.
        CompletionStage<byte[]> result = Stages.start(() -> client.call(
                        "POST", STATEMENTS, request, StatementResponse.class, SUBMISSION, Cancellation.NEVER))
                .handle(this::accepted)
                .thenCompose(
                        answer -> settled(answer, 0).thenCompose(this::read).exceptionallyCompose(this::lost));
        result.whenComplete((bytes, error) -> {
            left.close();
            if (error == null) {
                ended.complete(null);
            } else {
                cancelUpstream();
            }
        });
        return result;
    }

    void cancel() {
        cancellation.cancel();
    }

    /** Completes when nothing of the statement is left to do here. */
    CompletableFuture<Void> ended() {
        return ended;
    }

    private StatementResponse accepted(@Nullable StatementResponse answer, @Nullable Throwable error) {
        if (error != null) {
            Throwable cause = Stages.cause(error);
            throw cause instanceof AppKitException known && !unprocessed(known)
                    ? new UnrepeatableException(known)
                    : rethrown(cause);
        }
        if (answer == null || answer.getStatementId() == null) {
            throw QueryFailures.execution("The answer to a statement has no statement_id", null);
        }
        id = answer.getStatementId();
        return answer;
    }

    private static RuntimeException rethrown(Throwable cause) {
        return cause instanceof RuntimeException known ? known : new IllegalStateException(cause);
    }

    /** Whether the workspace has certainly not begun the statement. */
    private static boolean unprocessed(AppKitException error) {
        if (!(error instanceof UpstreamException upstream)) {
            return false;
        }
        return switch (upstream.upstreamStatus()) {
            case 429, 503 -> true;
            case 0 -> unconnected(upstream);
            default -> false;
        };
    }

    private static boolean unconnected(Throwable error) {
        for (Throwable at = error; at != null; at = at.getCause()) {
            if (at instanceof ConnectException
                    || at instanceof UnknownHostException
                    || at instanceof NoRouteToHostException
                    || at instanceof HttpConnectTimeoutException) {
                return true;
            }
        }
        return false;
    }

    private CompletionStage<byte[]> lost(Throwable error) {
        Throwable cause = Stages.cause(error);
        return CompletableFuture.failedFuture(
                cause instanceof AppKitException known && known.retryable() ? new UnrepeatableException(known) : cause);
    }

    private CompletionStage<StatementResponse> settled(StatementResponse answer, int polls) {
        StatementState state =
                answer.getStatus() == null ? null : answer.getStatus().getState();
        if (state == null) {
            throw QueryFailures.execution("Statement " + id + " is in an unknown state", null);
        }
        return switch (state) {
            case PENDING, RUNNING ->
                pause(POLL_SECONDS[Math.min(polls, POLL_SECONDS.length - 1)])
                        .thenCompose(now -> get(path(""), StatementResponse.class))
                        .thenCompose(next -> settled(next, polls + 1));
            case SUCCEEDED -> {
                finished = true;
                yield CompletableFuture.completedStage(answer);
            }
            case FAILED -> throw over(QueryFailures.failed(answer.getStatus().getError()));
            case CANCELED -> throw over(QueryFailures.canceled());
            case CLOSED ->
                throw over(QueryFailures.execution(
                        "Statement " + id + " was closed, its result is no longer available", null));
        };
    }

    private AppKitException over(AppKitException error) {
        finished = true;
        return error;
    }

    private CompletionStage<Void> pause(int seconds) {
        CompletableFuture<Void> over = new CompletableFuture<>();
        Registration wake = timer.in(Duration.ofSeconds(seconds), () -> over.complete(null));
        Registration left = cancellation.onCancel(() -> {
            wake.close();
            over.completeExceptionally(QueryFailures.aborted());
        });
        return over.whenComplete((nothing, error) -> left.close());
    }

    private <T> CompletionStage<T> get(String path, Class<T> answer) {
        return execution.execute(READS, cancellation, attempt -> client.call("GET", path, null, answer, READ, attempt));
    }

    private CompletionStage<byte[]> read(StatementResponse answer) {
        ResultManifest manifest = answer.getManifest();
        if (manifest != null && Boolean.TRUE.equals(manifest.getTruncated())) {
            throw QueryFailures.tooLarge("The warehouse has cut the result of statement " + id + " short");
        }
        List<ColumnInfo> columns = manifest == null
                        || manifest.getSchema() == null
                        || manifest.getSchema().getColumns() == null
                ? List.of()
                : List.copyOf(manifest.getSchema().getColumns());
        try {
            sink.columns(columns);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return chunks(answer.getResult(), 0);
    }

    private CompletionStage<byte[]> chunks(@Nullable ResultData chunk, long index) {
        try {
            if (chunk != null && chunk.getDataArray() != null) {
                sink.rows(chunk.getDataArray());
            }
            Long next = chunk == null ? null : chunk.getNextChunkIndex();
            if (next == null) {
                return CompletableFuture.completedStage(sink.end(String.valueOf(id)));
            }
            if (next <= index) {
                throw QueryFailures.execution("Chunk " + next + " of statement " + id + " follows " + index, null);
            }
            return get(path("/result/chunks/" + next), ResultData.class).thenCompose(more -> chunks(more, next));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String path(String rest) {
        String encoded =
                URLEncoder.encode(String.valueOf(id), StandardCharsets.UTF_8).replace("+", "%20");
        return STATEMENTS + encoded + rest;
    }

    private void cancelUpstream() {
        if (id == null || finished) {
            ended.complete(null);
            return;
        }
        Stages.start(() -> client.call("POST", path("/cancel"), null, Void.class, CANCEL, Cancellation.NEVER))
                .whenComplete((nothing, error) -> {
                    if (error != null) {
                        LOG.warn(
                                "Statement {} could not be cancelled: {}",
                                id,
                                Stages.cause(error).toString());
                    }
                    ended.complete(null);
                });
    }
}
