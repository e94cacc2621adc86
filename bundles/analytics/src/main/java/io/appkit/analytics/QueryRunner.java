package io.appkit.analytics;

import com.databricks.sdk.service.sql.Disposition;
import com.databricks.sdk.service.sql.ExecuteStatementRequest;
import com.databricks.sdk.service.sql.ExecuteStatementRequestOnWaitTimeout;
import com.databricks.sdk.service.sql.Format;
import com.databricks.sdk.service.sql.State;
import com.databricks.sdk.service.sql.StatementParameterListItem;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.appkit.api.Registration;
import io.appkit.api.analytics.SqlParameter;
import io.appkit.api.execution.CacheEntry;
import io.appkit.api.execution.Cancellation;
import io.appkit.api.execution.Execution;
import io.appkit.api.execution.Policy;
import io.appkit.workspace.Workspace;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** The way of a query: cache, readiness of the warehouse, statement. */
final class QueryRunner {

    static final int ATTEMPTS = 3;
    static final Duration MAX_DELAY = Duration.ofSeconds(30);

    private static final Duration TTL = Duration.ofHours(1);
    private static final Duration INITIAL_DELAY = Duration.ofMillis(1500);
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Workspace workspace;
    private final Execution execution;
    private final WarehouseReadiness readiness;
    private final StatementExecution statements;
    private final Supplier<AnalyticsSettings> settings;
    private final Audiences<CacheEntry> audiences = new Audiences<>();

    QueryRunner(
            Workspace workspace,
            Execution execution,
            WarehouseReadiness readiness,
            StatementExecution statements,
            Supplier<AnalyticsSettings> settings) {
        this.workspace = workspace;
        this.execution = execution;
        this.readiness = readiness;
        this.statements = statements;
        this.settings = settings;
    }

    /**
     * Runs a query unless its result is cached.
     *
     * @param form names the form of the bytes in the cache's key
     * @param sink makes the sink of one try
     * @param states told the warehouse's states while the query waits for it
     * @return the bytes of the sink
     */
    CompletionStage<byte[]> run(
            Query query, String form, Supplier<ResultSink> sink, Consumer<State> states, Cancellation caller) {
        String warehouse = workspace.warehouseId();
        CacheEntry entry = entry(query, form, warehouse);
        Registration seat = audiences.join(entry, states);
        // Only the inner chain has a timeout: the start of the warehouse counts for none of the tries.
        return Stages.start(() -> execution.cached(
                        entry,
                        Policy.once(Duration.ZERO),
                        caller,
                        shared -> readiness
                                .ready(warehouse, state -> audiences.announce(entry, state), shared)
                                .whenComplete((ready, error) -> audiences.announce(entry, null))
                                .thenCompose(ready -> execution.execute(
                                        policy(),
                                        shared,
                                        attempt -> statements.run(
                                                query.client(), request(query, warehouse), sink.get(), attempt)))))
                .whenComplete((bytes, error) -> seat.close());
    }

    private Policy policy() {
        return new Policy(settings.get().timeout(), ATTEMPTS, INITIAL_DELAY, MAX_DELAY);
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
                        query.executor().name()),
                TTL);
    }

    private static String canonical(Map<String, SqlParameter> parameters) {
        try {
            return JSON.writeValueAsString(new TreeMap<>(parameters));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static ExecuteStatementRequest request(Query query, String warehouse) {
        ExecuteStatementRequest request = new ExecuteStatementRequest()
                .setStatement(query.text().sql())
                .setWarehouseId(warehouse)
                .setWaitTimeout("30s")
                .setOnWaitTimeout(ExecuteStatementRequestOnWaitTimeout.CONTINUE)
                .setDisposition(Disposition.INLINE)
                .setFormat(Format.JSON_ARRAY);
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
