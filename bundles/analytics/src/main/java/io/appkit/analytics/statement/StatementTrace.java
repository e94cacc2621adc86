package io.appkit.analytics.statement;

import io.appkit.analytics.async.Stages;
import io.appkit.analytics.query.Query;
import io.appkit.api.telemetry.Span;
import io.appkit.api.telemetry.Telemetry;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** What telemetry is told of one statement (contract: execution, section 7). */
public final class StatementTrace {

    /** The name of the way to a warehouse, within the plugin. */
    public static final String PART = "sql-warehouse";

    /** Of a statement that is not observed. */
    public static final StatementTrace NONE = new StatementTrace(Telemetry.OFF, "", "", Duration.ZERO, Span.NONE);

    private static final int LONGEST_STATEMENT = 500;

    private final Telemetry telemetry;
    private final String warehouse;
    private final String key;
    private final Duration timeout;
    private final Span query;
    private final long begun = System.nanoTime();
    private volatile Span poll = Span.NONE;
    private final AtomicInteger polls = new AtomicInteger();

    private StatementTrace(Telemetry telemetry, String warehouse, String key, Duration timeout, Span query) {
        this.telemetry = telemetry;
        this.warehouse = warehouse;
        this.key = key;
        this.timeout = timeout;
        this.query = query;
    }

    /**
     * Begins to observe.
     *
     * @param telemetry of the way to the warehouse
     * @param timeout of the try
     * @param attempt the span of the try
     */
    public static StatementTrace begin(
            Telemetry telemetry, Query query, String warehouse, Duration timeout, Span attempt) {
        if (!telemetry.tracing() && !telemetry.measuring()) {
            return NONE;
        }
        boolean service = query.executor().equals(Query.APP);
        attempt.set("execution.context", service ? "service" : "user");
        if (!service) {
            attempt.set("caller.id", query.executor().name());
        }
        String sql = query.text().sql();
        Span span = telemetry
                .span("sql.query", Span.Kind.CLIENT, attempt)
                .set("db.system", "databricks")
                .set("db.warehouse_id", warehouse)
                .set("db.statement", sql.substring(0, Math.min(sql.length(), LONGEST_STATEMENT)))
                .set("db.has_parameters", !query.parameters().isEmpty())
                .event("statement.submitting");
        return new StatementTrace(telemetry, warehouse, query.key(), timeout, span);
    }

    /** The span of the whole statement. */
    public Span span() {
        return query;
    }

    public void submitted(String id) {
        query.set("db.statement_id", id).event("statement.submitted");
    }

    public void polling(String id) {
        int attempt = polls.incrementAndGet();
        if (attempt == 1) {
            query.event("statement.polling_started");
            poll = telemetry
                    .span("sql.poll", Span.Kind.INTERNAL, query)
                    .set("db.statement_id", id)
                    .set("db.polling.timeout", timeout.toMillis());
        }
        poll.set("db.polling.current_attempt", attempt).event("polling.attempt");
    }

    public void polled() {
        poll.event("polling.status_check");
    }

    public void succeeded(StatementAnswer answer) {
        endPolling(null);
        StatementAnswer.Manifest manifest = answer.manifest();
        Long rows = manifest == null ? null : manifest.totalRowCount();
        if (rows != null) {
            query.set("db.result.row_count", rows);
        }
    }

    public void ended(@Nullable Throwable error) {
        endPolling(error);
        if (error == null) {
            query.end();
        } else {
            query.fail(Stages.cause(error));
        }
        if (telemetry.measuring()) {
            Map<String, String> attributes =
                    Map.of("warehouse", warehouse, "query", key, "success", String.valueOf(error == null));
            telemetry.count("query.count", attributes);
            telemetry.record("query.duration", "ms", millis(), attributes);
        }
    }

    private void endPolling(@Nullable Throwable error) {
        if (polls.get() == 0) {
            return;
        }
        poll.set("db.polling.attempts", polls.get()).set("db.polling.total_duration_ms", (long) millis());
        if (error == null) {
            poll.event("polling.completed");
            poll.end();
        } else {
            poll.fail(Stages.cause(error));
        }
    }

    private double millis() {
        return (System.nanoTime() - begun) / 1e6;
    }
}
