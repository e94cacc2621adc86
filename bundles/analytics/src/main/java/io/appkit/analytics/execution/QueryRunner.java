package io.appkit.analytics.execution;

import com.databricks.sdk.service.sql.ExecuteStatementRequest;
import com.databricks.sdk.service.sql.ExecuteStatementRequestOnWaitTimeout;
import com.databricks.sdk.service.sql.State;
import com.databricks.sdk.service.sql.StatementParameterListItem;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.appkit.analytics.AnalyticsSettings;
import io.appkit.analytics.arrow.ArrowFailures;
import io.appkit.analytics.async.Stages;
import io.appkit.analytics.async.Timer;
import io.appkit.analytics.query.Query;
import io.appkit.analytics.result.ResultSink;
import io.appkit.analytics.result.RowsReading;
import io.appkit.analytics.statement.StatementAnswer;
import io.appkit.analytics.statement.StatementChunks;
import io.appkit.analytics.statement.StatementExecution;
import io.appkit.analytics.statement.StatementReading;
import io.appkit.analytics.statement.StatementTrace;
import io.appkit.analytics.transfer.ArrowStream;
import io.appkit.analytics.transfer.InlineArrow;
import io.appkit.analytics.transfer.InlineReading;
import io.appkit.analytics.transfer.LinkedArrow;
import io.appkit.analytics.transfer.TracedArrow;
import io.appkit.analytics.warehouse.WarehouseReadiness;
import io.appkit.api.Registration;
import io.appkit.api.analytics.SqlParameter;
import io.appkit.api.execution.CacheEntry;
import io.appkit.api.execution.Cancellation;
import io.appkit.api.execution.Execution;
import io.appkit.api.execution.Policy;
import io.appkit.api.telemetry.Span;
import io.appkit.api.telemetry.Telemetry;
import io.appkit.workspace.Workspace;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** The way of a query: cache, readiness of the warehouse, statement in the first form the warehouse delivers. */
public final class QueryRunner {

    public static final int ATTEMPTS = 3;
    public static final Duration MAX_DELAY = Duration.ofSeconds(30);

    private static final Duration INITIAL_DELAY = Duration.ofMillis(1500);

    /**
     * The shortest wait a workspace knows, except none. Until it is over, nobody knows the statement's id, and it cannot be
     * cancelled; without one, even the fastest statement would cost a second round trip.
     */
    private static final String WAIT = "5s";

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Workspace workspace;
    private final Execution execution;
    private final Telemetry telemetry;
    private final WarehouseReadiness readiness;
    private final StatementExecution statements;
    private final Supplier<AnalyticsSettings> settings;
    private final Timer timer;
    private final Deliveries deliveries = new Deliveries();
    private final Audiences<CacheEntry> audiences = new Audiences<>();

    public QueryRunner(
            Workspace workspace,
            Execution execution,
            Telemetry telemetry,
            WarehouseReadiness readiness,
            StatementExecution statements,
            Supplier<AnalyticsSettings> settings,
            Timer timer) {
        this.workspace = workspace;
        this.execution = execution;
        this.telemetry = telemetry.part(StatementTrace.PART);
        this.readiness = readiness;
        this.statements = statements;
        this.settings = settings;
        this.timer = timer;
    }

    /**
     * Runs a query for its rows unless its result is cached.
     *
     * @param form names the form of the bytes in the cache's key
     * @param sink makes the sink of one try
     * @param states told the warehouse's states while the query waits for it
     * @return the bytes of the sink
     */
    public CompletionStage<byte[]> rows(
            Query query, String form, Supplier<ResultSink> sink, Consumer<State> states, Cancellation caller) {
        // The sink is made when there is something for it: a statement that runs for minutes holds no buffers.
        StatementReading<byte[]> reading =
                (answer, chunks, wanted) -> new RowsReading(sink.get()).read(answer, chunks, wanted);
        return shared(query, form, states, caller, (warehouse, shared) -> {
            Supplier<CompletionStage<byte[]>> decoded =
                    () -> attempts(query, warehouse, Delivery.ARROW, () -> reading, shared);
            if (deliveries.refused(warehouse, Delivery.ROWS)) {
                return decoded.get();
            }
            return attempts(query, warehouse, Delivery.ROWS, () -> reading, shared)
                    .exceptionallyCompose(error -> {
                        if (!Delivery.refuses(Stages.cause(error))) {
                            return CompletableFuture.failedFuture(error);
                        }
                        deliveries.learn(warehouse, Delivery.ROWS);
                        return decoded.get();
                    });
        });
    }

    /**
     * Runs a query for an Arrow stream: one that comes inline and is cached, else one behind links, which is not, since
     * links expire.
     *
     * @param caller cancelled when the stream is not wanted any more; does not end a stream that is there
     */
    public CompletionStage<ArrowStream> arrow(Query query, Cancellation caller) {
        String warehouse = workspace.warehouseId();
        if (deliveries.refused(warehouse, Delivery.ARROW)) {
            return linked(query, caller);
        }
        CompletionStage<ArrowStream> inline = shared(
                        query,
                        Delivery.ARROW.name(),
                        state -> {},
                        caller,
                        (same, shared) -> attempts(query, same, Delivery.ARROW, InlineReading::new, shared))
                .thenApply(InlineArrow::of);
        return inline.exceptionallyCompose(error -> {
            Throwable cause = Stages.cause(error);
            boolean refused = Delivery.mayRefuse(cause);
            if (!refused && !Delivery.exceedsInline(cause)) {
                return CompletableFuture.failedFuture(cause);
            }
            return linked(query, caller).thenApply(stream -> {
                if (refused) {
                    deliveries.learn(warehouse, Delivery.ARROW);
                }
                return stream;
            });
        });
    }

    /**
     * Runs a query for an Arrow result that stays in the warehouse, unless such a result is known.
     *
     * @return its message of the event stream (contract: analytics, section 6)
     */
    public CompletionStage<byte[]> kept(Query query, Consumer<State> states, Cancellation caller) {
        return shared(
                query,
                Delivery.ARROW_LINKS.name(),
                states,
                caller,
                (warehouse, shared) -> delivered(
                        query,
                        attempts(
                                query,
                                warehouse,
                                Delivery.ARROW_LINKS,
                                () -> (answer, chunks, any) ->
                                        CompletableFuture.completedStage(ArrowMessage.write(chunks.id())),
                                shared)));
    }

    /** Runs a statement once, for an Arrow stream of any size; neither cached nor shared. */
    public CompletionStage<ArrowStream> linked(Query query, Cancellation caller) {
        String warehouse = workspace.warehouseId();
        return delivered(
                query,
                ready(warehouse, state -> {}, caller)
                        .thenCompose(ready -> attempts(
                                query,
                                warehouse,
                                Delivery.ARROW_LINKS,
                                () -> (answer, chunks, any) -> CompletableFuture.completedStage(stream(answer, chunks)),
                                caller)));
    }

    /** The Arrow result of a statement that has succeeded. */
    public ArrowStream stream(StatementAnswer answer, StatementChunks chunks) {
        return new LinkedArrow(workspace, timer, answer, chunks);
    }

    /** The Arrow result of a statement that had succeeded before; its delivery is traced. */
    public ArrowStream stream(StatementAnswer answer, StatementChunks chunks, Span request) {
        ArrowStream stream = stream(answer, chunks);
        if (!telemetry.tracing()) {
            return stream;
        }
        Span span = telemetry.span("arrow.getData", Span.Kind.CLIENT, request).set("arrow.job_id", chunks.id());
        Long count = answer.manifest() == null ? null : answer.manifest().totalChunkCount();
        if (count != null) {
            span.set("arrow.chunk_count", count);
        }
        return new TracedArrow(stream, span);
    }

    private static <T> CompletionStage<T> delivered(Query query, CompletionStage<T> result) {
        return result.exceptionallyCompose(error -> CompletableFuture.failedFuture(
                Delivery.refuses(Stages.cause(error))
                        ? ArrowFailures.unsupported(
                                "The warehouse delivers query '" + query.key() + "' neither inline nor by links")
                        : Stages.cause(error)));
    }

    private CompletionStage<byte[]> shared(
            Query query,
            String form,
            Consumer<State> states,
            Cancellation caller,
            BiFunction<String, Cancellation, CompletionStage<byte[]>> work) {
        String warehouse = workspace.warehouseId();
        CacheEntry entry = entry(query, form, warehouse);
        Registration seat = audiences.join(entry, states);
        // Only the inner chain has a timeout: the start of the warehouse counts for none of the tries.
        return Stages.start(() -> execution.cached(
                        entry,
                        Policy.once(Duration.ZERO).untraced(),
                        caller,
                        shared -> ready(warehouse, state -> audiences.announce(entry, state), shared)
                                .whenComplete((ready, error) -> audiences.announce(entry, null))
                                .thenCompose(ready -> work.apply(warehouse, shared))))
                .whenComplete((bytes, error) -> seat.close());
    }

    private <T> CompletionStage<T> attempts(
            Query query,
            String warehouse,
            Delivery delivery,
            Supplier<StatementReading<T>> reading,
            Cancellation wanted) {
        Policy policy = policy(query);
        return execution.execute(
                policy,
                wanted,
                attempt -> statements.run(
                        query.client(),
                        request(query, warehouse, delivery),
                        reading.get(),
                        StatementTrace.begin(telemetry, query, warehouse, policy.timeout(), attempt.span()),
                        attempt));
    }

    private CompletionStage<Void> ready(String warehouse, Consumer<State> states, Cancellation wanted) {
        if (!telemetry.tracing()) {
            return readiness.ready(warehouse, states, wanted);
        }
        Span span = telemetry
                .span("sql.warehouseReady", Span.Kind.CLIENT, wanted.span())
                .set("db.warehouse_id", warehouse)
                .set(
                        "db.warehouse.startup_timeout_ms",
                        settings.get().warehouseStartupTimeoutMs().toMillis())
                .set("db.warehouse.attempts", 0);
        return readiness
                .ready(warehouse, states, new TracedCancellation(wanted, span))
                .whenComplete((nothing, error) -> {
                    if (error == null) {
                        span.end();
                    } else {
                        span.fail(Stages.cause(error));
                    }
                });
    }

    /** A caller with less time leaves by itself: others may share its tries. */
    private Policy policy(Query query) {
        Duration usual = settings.get().timeout();
        Duration timeout = query.limit().compareTo(usual) > 0 ? query.limit() : usual;
        return new Policy(timeout, ATTEMPTS, INITIAL_DELAY, MAX_DELAY);
    }

    private CacheEntry entry(Query query, String form, String warehouse) {
        return new CacheEntry(
                        query.executor().scope(),
                        List.of(
                                "analytics:query",
                                query.key(),
                                canonical(query.parameters()),
                                form,
                                query.text().digest(),
                                workspace.id(),
                                warehouse,
                                query.executor().name()))
                .named(query.key());
    }

    private static String canonical(Map<String, SqlParameter> parameters) {
        if (parameters.isEmpty()) {
            return "{}";
        }
        try {
            return JSON.writeValueAsString(new TreeMap<>(parameters));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static ExecuteStatementRequest request(Query query, String warehouse, Delivery delivery) {
        ExecuteStatementRequest request = new ExecuteStatementRequest()
                .setStatement(query.text().sql())
                .setWarehouseId(warehouse)
                .setWaitTimeout(WAIT)
                .setOnWaitTimeout(ExecuteStatementRequestOnWaitTimeout.CONTINUE)
                .setDisposition(delivery.disposition())
                .setFormat(delivery.format());
        if (!query.parameters().isEmpty()) {
            request.setParameters(query.parameters().entrySet().stream()
                    .map(parameter -> new StatementParameterListItem()
                            .setName(parameter.getKey())
                            .setValue(parameter.getValue().value())
                            .setType(parameter.getValue().type()))
                    .toList());
        }
        return request;
    }
}
