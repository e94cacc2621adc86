package io.appkit.analytics.statement;

import com.databricks.sdk.service.sql.ExecuteStatementRequest;
import io.appkit.analytics.async.Timer;
import io.appkit.analytics.query.QueryFailures;
import io.appkit.api.execution.Cancellation;
import io.appkit.api.execution.Execution;
import io.appkit.workspace.WorkspaceClient;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs statements on warehouses (contract: analytics, section 7) and knows those that are running. */
public final class StatementExecution implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(StatementExecution.class);

    /** Within the 6 s a plugin has for its stop; a statement that was submitted just before has an id by then. */
    private static final Duration CANCELS = Duration.ofMillis(5700);

    private final Execution execution;
    private final Timer timer;
    private final Set<StatementRun<?>> running = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    public StatementExecution(Execution execution, Timer timer) {
        this.execution = execution;
        this.timer = timer;
    }

    /**
     * Submits a statement, once, and follows it to the end of its result.
     *
     * @param client whose rights apply
     * @param reading makes something of the result
     * @param trace observes it
     * @param cancellation cancels the statement upstream as well
     * @return what was made; an error is retryable only if the warehouse cannot have run the statement
     */
    public <T> CompletionStage<T> run(
            WorkspaceClient client,
            ExecuteStatementRequest request,
            StatementReading<T> reading,
            StatementTrace trace,
            Cancellation cancellation) {
        if (closed || cancellation.isCancelled()) {
            trace.ended(QueryFailures.aborted());
            return CompletableFuture.failedFuture(QueryFailures.aborted());
        }
        StatementRun<T> run = new StatementRun<>(client, execution, timer, reading, trace);
        running.add(run);
        CompletionStage<T> result = run.start(request, cancellation);
        run.ended().whenComplete((nothing, error) -> running.remove(run));
        if (closed) {
            run.cancel();
        }
        return result;
    }

    /** A statement that has been accepted at some time. */
    public StatementChunks accepted(WorkspaceClient client, String id) {
        return new StatementChunks(client, execution, id);
    }

    /** Cancels what is running, and waits a moment for the warehouse to know. */
    @Override
    public void close() {
        closed = true;
        running.forEach(StatementRun::cancel);
        CompletableFuture<?>[] ends = running.stream().map(StatementRun::ended).toArray(CompletableFuture<?>[]::new);
        try {
            CompletableFuture.allOf(ends).get(CANCELS.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException | ExecutionException e) {
            LOG.warn("{} statements are still being cancelled", running.size());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
