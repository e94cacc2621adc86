package io.appkit.localworkspace.statement;

import io.appkit.localworkspace.Delays;
import io.appkit.localworkspace.engine.Engine;
import io.appkit.localworkspace.engine.Query;
import io.appkit.localworkspace.engine.QueryResult;
import io.appkit.localworkspace.http.ApiException;
import io.appkit.localworkspace.http.Principal;
import io.appkit.localworkspace.sql.SqlFailure;
import io.appkit.localworkspace.warehouse.Warehouse;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs statements on a few threads of their own, and keeps what became of them. */
public final class Statements implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Statements.class);

    private static final int THREADS = 4;
    private static final int MAX_UNFINISHED = 500;
    private static final Duration MAX_RUN = Duration.ofMinutes(10);
    private static final Duration INTERRUPT_AGAIN = Duration.ofMillis(100);
    private static final Duration STOP_TIMEOUT = Duration.ofSeconds(3);

    private final Engine engine;
    private final Warehouse warehouse;
    private final Delays delays;
    private final ThreadPoolExecutor threads;
    private final Map<String, Statement> unfinished = new ConcurrentHashMap<>();
    private final FinishedStatements finished;

    public Statements(Engine engine, Warehouse warehouse, Delays delays, Clock clock) {
        this.engine = engine;
        this.warehouse = warehouse;
        this.delays = delays;
        this.finished = new FinishedStatements(clock);
        AtomicInteger number = new AtomicInteger();
        this.threads =
                new ThreadPoolExecutor(THREADS, THREADS, 30, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), task -> {
                    Thread thread = new Thread(task, "local-workspace-sql-" + number.incrementAndGet());
                    thread.setDaemon(true);
                    return thread;
                });
        threads.allowCoreThreadTimeOut(true);
    }

    Statement submit(Principal submitter, Query query) throws ApiException {
        if (unfinished.size() >= MAX_UNFINISHED) {
            throw new ApiException(429, "REQUEST_LIMIT_EXCEEDED", "Too many statements wait in the local workspace");
        }
        Statement statement = new Statement(submitter.id(), query);
        unfinished.put(statement.id(), statement);
        statement.whenEnded().thenRun(() -> {
            finished.add(statement);
            unfinished.remove(statement.id());
        });
        warehouse.runningForStatement().thenRun(() -> threads.execute(() -> run(statement)));
        return statement;
    }

    private void run(Statement statement) {
        if (!statement.begin()) {
            return;
        }
        Future<?> deadline = delays.after(MAX_RUN, () -> timeOut(statement));
        try {
            QueryResult result = engine.run(statement.query(), statement.interrupt());
            if (!statement.end(new Outcome.Succeeded(result))) {
                result.discard();
            }
        } catch (SqlFailure e) {
            statement.end(new Outcome.Failed(e));
        } catch (CancellationException e) {
            statement.end(new Outcome.Canceled());
        } catch (RuntimeException | LinkageError e) {
            LOG.error("Statement {} failed in the local workspace", statement.id(), e);
            statement.end(new Outcome.Failed(SqlFailure.internal()));
        } finally {
            statement.leave();
            deadline.cancel(false);
        }
    }

    private void timeOut(Statement statement) {
        if (statement.end(new Outcome.Failed(SqlFailure.timedOut(MAX_RUN.toMinutes() + " minutes")))) {
            interrupt(statement);
        }
    }

    void cancel(Statement statement) {
        if (statement.end(new Outcome.Canceled())) {
            interrupt(statement);
        }
    }

    private void interrupt(Statement statement) {
        statement.interrupt().request();
        if (statement.running()) {
            delays.after(INTERRUPT_AGAIN, () -> interrupt(statement));
        }
    }

    /** The SQL of a statement; empty if there is none with this id. */
    public Optional<String> sql(String id) {
        try {
            return Optional.of(get(id).query().statement());
        } catch (ApiException e) {
            return Optional.empty();
        }
    }

    /** A statement of someone; that of someone else is as if it did not exist. */
    Statement get(String id, Principal submitter) throws ApiException {
        Statement statement = get(id);
        if (!statement.submitter().equals(submitter.id())) {
            throw unknown(id);
        }
        return statement;
    }

    Statement get(String id) throws ApiException {
        Statement running = unfinished.get(id);
        Statement statement = running == null ? finished.get(id) : running;
        if (statement == null) {
            throw unknown(id);
        }
        return statement;
    }

    private static ApiException unknown(String id) {
        return new ApiException(404, "RESOURCE_DOES_NOT_EXIST", "The statement " + id + " was not found.");
    }

    @Override
    public void close() {
        threads.shutdown();
        List.copyOf(unfinished.values()).forEach(this::cancel);
        try {
            if (!threads.awaitTermination(STOP_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS)) {
                LOG.warn("A statement of the local workspace did not stop");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        threads.shutdownNow();
        finished.close();
    }
}
