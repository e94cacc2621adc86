package io.appkit.analytics;

import io.appkit.api.AppKitException;
import io.appkit.api.Caller;
import io.appkit.api.ErrorKind;
import io.appkit.api.analytics.Analytics;
import io.appkit.api.analytics.QueryResult;
import io.appkit.api.analytics.SqlParameter;
import io.appkit.api.execution.CancellationSource;
import io.appkit.workspace.Workspace;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The queries for Java code. Shares files, cache and execution with the route; its results are cached as tables. */
final class QueryService implements Analytics {

    private static final String FORM = "TABLE";

    private final QueryFiles files;
    private final QueryRunner runner;
    private final Workspace workspace;
    private final Supplier<AnalyticsSettings> settings;
    private final @Nullable Caller caller;

    QueryService(
            QueryFiles files,
            QueryRunner runner,
            Workspace workspace,
            Supplier<AnalyticsSettings> settings,
            @Nullable Caller caller) {
        this.files = files;
        this.runner = runner;
        this.workspace = workspace;
        this.settings = settings;
        this.caller = caller;
    }

    @Override
    public Analytics asUser(Caller user) {
        return new QueryService(files, runner, workspace, settings, user);
    }

    @Override
    public List<String> queries() {
        return files.keys();
    }

    @Override
    public Map<String, String> parameters(String key) {
        return ParameterTypes.of(files.read(find(key)));
    }

    @Override
    public QueryResult query(String key, Map<String, SqlParameter> parameters) {
        Query query = prepare(key, parameters);
        CancellationSource cancellation = new CancellationSource();
        Duration deadline = deadline();
        try {
            byte[] table = runner.rows(query, FORM, () -> new ResultTable(key), state -> {}, cancellation)
                    .toCompletableFuture()
                    .get(deadline.toMillis(), TimeUnit.MILLISECONDS);
            return ResultTable.parse(table);
        } catch (TimeoutException e) {
            cancellation.cancel();
            throw QueryFailures.timedOut("Query '" + key + "' had no result within " + deadline.toMillis() + " ms");
        } catch (InterruptedException e) {
            cancellation.cancel();
            Thread.currentThread().interrupt();
            throw QueryFailures.aborted();
        } catch (ExecutionException e) {
            throw Stages.cause(e) instanceof RuntimeException known ? known : new IllegalStateException(e);
        }
    }

    private Query prepare(String key, Map<String, SqlParameter> parameters) {
        QueryFile file = find(key);
        QueryText text = files.read(file);
        Map<String, SqlParameter> bound = new QueryParameters(text.placeholders(), workspace::id).bind(parameters);
        if (!file.onBehalfOfUser()) {
            return new Query(key, text, bound, Query.APP, workspace.asApp());
        }
        if (caller == null) {
            throw new AppKitException(
                    ErrorKind.AUTHENTICATION,
                    "Query '" + key + "' runs with the rights of a caller (asUser), and none is given",
                    "Missing user token");
        }
        return new Query(key, text, bound, new Query.Executor(caller.id(), caller.id()), workspace.asUser(caller));
    }

    private QueryFile find(String key) {
        return files.find(key).orElseThrow(() -> AppKitException.notFound("Query not found"));
    }

    /** The start of the warehouse, every try, and the waits between them. */
    private Duration deadline() {
        AnalyticsSettings now = settings.get();
        return now.warehouseStartupTimeoutMs()
                .plus(now.timeout().multipliedBy(QueryRunner.ATTEMPTS))
                .plus(QueryRunner.MAX_DELAY.multipliedBy(QueryRunner.ATTEMPTS - 1));
    }
}
