package io.appkit.analytics.statement;

import com.databricks.sdk.service.sql.ExecuteStatementRequest;
import io.appkit.analytics.async.Stages;
import io.appkit.analytics.async.Timer;
import io.appkit.analytics.query.QueryFailures;
import io.appkit.api.AppKitException;
import io.appkit.api.Registration;
import io.appkit.api.execution.Cancellation;
import io.appkit.api.execution.CancellationSource;
import io.appkit.api.execution.Execution;
import io.appkit.workspace.UpstreamException;
import io.appkit.workspace.WorkspaceClient;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One statement, from its submission to what is made of its result.
 *
 * @param <T> what is made of the result
 */
final class StatementRun<T> {

    private static final Logger LOG = LoggerFactory.getLogger(StatementRun.class);

    /** The repeats of a 429, the warehouse's own wait, and a margin. */
    private static final Duration SUBMISSION = Duration.ofSeconds(45);

    private static final Duration CANCEL = Duration.ofSeconds(10);

    private static final int[] POLL_SECONDS = {0, 1, 2, 4, 5};

    private final WorkspaceClient client;
    private final Execution execution;
    private final Timer timer;
    private final StatementReading<T> reading;
    private final StatementTrace trace;
    private final CancellationSource cancellation;
    private final CompletableFuture<Void> ended = new CompletableFuture<>();
    private volatile @Nullable StatementChunks statement;
    private volatile boolean finished;

    StatementRun(
            WorkspaceClient client,
            Execution execution,
            Timer timer,
            StatementReading<T> reading,
            StatementTrace trace) {
        this.client = client;
        this.execution = execution;
        this.timer = timer;
        this.reading = reading;
        this.trace = trace;
        this.cancellation = new CancellationSource(trace.span());
    }

    CompletionStage<T> start(ExecuteStatementRequest request, Cancellation caller) {
        Registration left = caller.onCancel(cancellation::cancel);
        // Cut off, the submission would leave behind a statement whose id nobody knows.
        CompletionStage<T> result = Stages.start(() -> client.call(
                        "POST", StatementChunks.STATEMENTS, request, byte[].class, SUBMISSION, Cancellation.NEVER))
                .handle(this::accepted)
                .thenCompose(
                        answer -> settled(answer, 0).thenCompose(this::read).exceptionallyCompose(this::lost));
        result.whenComplete((made, error) -> {
            left.close();
            trace.ended(error);
            if (error == null) {
                ended.complete(null);
            } else {
                cancelUpstream();
            }
        });
        // A copy: the chain cancels the stage it is given, and with it would go what cancels the statement.
        return result.toCompletableFuture().copy();
    }

    void cancel() {
        cancellation.cancel();
    }

    /** Completes when nothing of the statement is left to do here. */
    CompletableFuture<Void> ended() {
        return ended;
    }

    private StatementAnswer accepted(byte @Nullable [] bytes, @Nullable Throwable error) {
        if (error != null) {
            Throwable cause = Stages.cause(error);
            throw cause instanceof AppKitException known && !unprocessed(known)
                    ? new UnrepeatableException(known)
                    : rethrown(cause);
        }
        StatementAnswer answer = StatementAnswer.parse(bytes == null ? new byte[0] : bytes);
        String id = answer.statementId();
        if (id == null) {
            throw QueryFailures.execution("The answer to a statement has no statement_id", null);
        }
        statement = new StatementChunks(client, execution, id);
        trace.submitted(id);
        return answer;
    }

    private StatementChunks accepted() {
        StatementChunks known = statement;
        if (known == null) {
            throw new IllegalStateException("not accepted yet");
        }
        return known;
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
                    || at instanceof SocketTimeoutException) {
                return true;
            }
        }
        return false;
    }

    private CompletionStage<T> lost(Throwable error) {
        Throwable cause = Stages.cause(error);
        return CompletableFuture.failedFuture(
                cause instanceof AppKitException known && known.retryable() ? new UnrepeatableException(known) : cause);
    }

    private CompletionStage<StatementAnswer> settled(StatementAnswer answer, int polls) {
        StatementAnswer.Status status = answer.status();
        String state = status == null || status.state() == null ? "" : status.state();
        return switch (state) {
            case "PENDING", "RUNNING" ->
                pause(POLL_SECONDS[Math.min(polls, POLL_SECONDS.length - 1)])
                        .thenCompose(now -> {
                            trace.polling(accepted().id());
                            return accepted().statement(cancellation);
                        })
                        .thenCompose(next -> {
                            trace.polled();
                            return settled(next, polls + 1);
                        });
            case "SUCCEEDED" -> {
                finished = true;
                trace.succeeded(answer);
                yield CompletableFuture.completedStage(answer);
            }
            case "FAILED" -> throw over(failed(status == null ? null : status.error()));
            case "CANCELED" -> throw over(QueryFailures.canceled());
            case "CLOSED" ->
                throw over(QueryFailures.execution(
                        "Statement " + accepted().id() + " was closed, its result is no longer available", null));
            default -> throw QueryFailures.execution("Statement " + accepted().id() + " is in an unknown state", null);
        };
    }

    private CompletionStage<T> read(StatementAnswer answer) {
        return reading.read(answer, accepted(), cancellation);
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

    private void cancelUpstream() {
        StatementChunks known = statement;
        if (known == null || finished) {
            ended.complete(null);
            return;
        }
        Stages.start(() -> client.call("POST", known.path("/cancel"), null, byte[].class, CANCEL, Cancellation.NEVER))
                .whenComplete((nothing, error) -> {
                    if (error != null) {
                        LOG.warn(
                                "Statement {} could not be cancelled: {}",
                                known.id(),
                                Stages.cause(error).toString());
                    }
                    ended.complete(null);
                });
    }

    private static AppKitException failed(StatementAnswer.@Nullable Failure error) {
        return error == null ? QueryFailures.failed(null, null) : QueryFailures.failed(error.message(), error.reason());
    }
}
