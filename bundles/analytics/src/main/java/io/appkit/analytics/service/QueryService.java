package io.appkit.analytics.service;

import io.appkit.analytics.execution.QueryRunner;
import io.appkit.analytics.query.ParameterTypes;
import io.appkit.analytics.query.Query;
import io.appkit.analytics.query.QueryFile;
import io.appkit.analytics.query.QueryFiles;
import io.appkit.analytics.query.QueryParameters;
import io.appkit.analytics.query.QueryText;
import io.appkit.analytics.result.RowSource;
import io.appkit.analytics.rows.RowForm;
import io.appkit.analytics.rows.RowMaps;
import io.appkit.analytics.rows.RowRecords;
import io.appkit.analytics.transfer.ArrowStream;
import io.appkit.api.AppKitException;
import io.appkit.api.Caller;
import io.appkit.api.ErrorKind;
import io.appkit.api.analytics.Analytics;
import io.appkit.api.analytics.ArrowResult;
import io.appkit.api.analytics.Rows;
import io.appkit.api.analytics.SqlParameter;
import io.appkit.api.execution.Cancellation;
import io.appkit.workspace.Workspace;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/** Queries and statements for Java code. Shares files, cache and execution with the route. */
public final class QueryService implements Analytics {

    /** What calls lead to; the same for all views. */
    public record Engine(QueryFiles files, QueryRunner runner, RowQueries rows, OpenCalls calls, Workspace workspace) {}

    /** Name of statements that have none. */
    private static final String UNNAMED = "(sql)";

    private final Engine engine;
    private final CallTerms terms;

    public QueryService(Engine engine, CallTerms terms) {
        this.engine = engine;
        this.terms = terms;
    }

    @Override
    public Analytics asUser(Caller caller) {
        return new QueryService(engine, terms.asUser(caller));
    }

    @Override
    public Analytics within(Duration limit) {
        return new QueryService(engine, terms.within(limit));
    }

    @Override
    public Analytics until(Cancellation cancellation) {
        return new QueryService(engine, terms.until(cancellation));
    }

    @Override
    public List<String> queries() {
        return engine.files().keys();
    }

    @Override
    public Map<String, String> parameters(String key) {
        return ParameterTypes.of(engine.files().read(find(key)));
    }

    @Override
    public Rows<Map<String, @Nullable String>> query(String key, Map<String, SqlParameter> parameters) {
        return rows(named(key, parameters), new RowMaps(), engine.rows()::rows);
    }

    @Override
    public <T extends Record> Rows<T> query(String key, Map<String, SqlParameter> parameters, Class<T> type) {
        return rows(named(key, parameters), new RowRecords<>(type), engine.rows()::rows);
    }

    @Override
    public ArrowResult queryArrow(String key, Map<String, SqlParameter> parameters) {
        return arrow(named(key, parameters), engine.runner()::arrow);
    }

    @Override
    public Rows<Map<String, @Nullable String>> sql(String statement, Map<String, SqlParameter> parameters) {
        return rows(unnamed(statement, parameters), new RowMaps(), engine.rows()::linked);
    }

    @Override
    public <T extends Record> Rows<T> sql(String statement, Map<String, SqlParameter> parameters, Class<T> type) {
        return rows(unnamed(statement, parameters), new RowRecords<>(type), engine.rows()::linked);
    }

    @Override
    public ArrowResult sqlArrow(String statement, Map<String, SqlParameter> parameters) {
        return arrow(unnamed(statement, parameters), engine.runner()::linked);
    }

    private <T> Rows<T> rows(
            Query query, RowForm<T> form, BiFunction<Query, OpenCall, CompletionStage<RowSource>> run) {
        String what = what(query);
        return engine.calls().open(terms, what, call -> {
            RowSource source = call.await(run.apply(query, call));
            try {
                return new OpenRows<>(call, source, form.of(source.columns(), what));
            } catch (RuntimeException e) {
                source.close();
                throw e;
            }
        });
    }

    private ArrowResult arrow(Query query, BiFunction<Query, Cancellation, CompletionStage<ArrowStream>> run) {
        return engine.calls()
                .open(
                        terms,
                        what(query),
                        call -> new OpenArrow(call, call.await(run.apply(query, call.cancellation()))));
    }

    private static String what(Query query) {
        return query.key().equals(UNNAMED) ? "the statement" : "query '" + query.key() + "'";
    }

    private Query named(String key, Map<String, SqlParameter> parameters) {
        QueryFile file = find(key);
        QueryText text = engine.files().read(file);
        if (file.onBehalfOfUser() && terms.caller() == null) {
            throw new AppKitException(
                    ErrorKind.AUTHENTICATION,
                    "Query '" + key + "' runs with the rights of a caller (asUser), and none is given",
                    "Missing user token");
        }
        return query(key, text, parameters, file.onBehalfOfUser() ? terms.caller() : null);
    }

    private Query unnamed(String statement, Map<String, SqlParameter> parameters) {
        if (statement.isBlank()) {
            throw AppKitException.validation("Missing required field: statement");
        }
        return query(UNNAMED, QueryText.of(statement), parameters, terms.caller());
    }

    private Query query(String key, QueryText text, Map<String, SqlParameter> parameters, @Nullable Caller onBehalfOf) {
        Workspace workspace = engine.workspace();
        return new Query(
                key,
                text,
                new QueryParameters(text.placeholders(), workspace::id).bind(parameters),
                onBehalfOf == null ? Query.APP : new Query.Executor(onBehalfOf.id(), onBehalfOf.id()),
                onBehalfOf == null ? workspace.asApp() : workspace.asUser(onBehalfOf),
                terms.limit());
    }

    private QueryFile find(String key) {
        return engine.files().find(key).orElseThrow(() -> AppKitException.notFound("Query not found"));
    }
}
