package io.appkit.analytics.route;

import com.databricks.sdk.service.sql.State;
import io.appkit.analytics.async.Stages;
import io.appkit.analytics.execution.ArrowMessage;
import io.appkit.analytics.execution.Delivery;
import io.appkit.analytics.execution.QueryRunner;
import io.appkit.analytics.query.Query;
import io.appkit.analytics.query.QueryFailures;
import io.appkit.analytics.query.QueryFile;
import io.appkit.analytics.query.QueryFiles;
import io.appkit.analytics.query.QueryParameters;
import io.appkit.analytics.query.QueryText;
import io.appkit.analytics.result.ResultMessage;
import io.appkit.api.AppKitException;
import io.appkit.api.Exchange;
import io.appkit.api.config.Environment;
import io.appkit.api.stream.EventStream;
import io.appkit.api.stream.Message;
import io.appkit.workspace.Workspace;
import io.appkit.workspace.WorkspaceClient;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Answers {@code POST /query/:query_key} (contract: analytics, sections 3 to 6). */
public final class QueryRoute {

    private final QueryFiles files;
    private final QueryRunner runner;
    private final ArrowRoutes arrow;
    private final Workspace workspace;
    private final Environment environment;
    private final LongSupplier millis;

    public QueryRoute(
            QueryFiles files,
            QueryRunner runner,
            ArrowRoutes arrow,
            Workspace workspace,
            Environment environment,
            LongSupplier millis) {
        this.files = files;
        this.runner = runner;
        this.arrow = arrow;
        this.workspace = workspace;
        this.environment = environment;
        this.millis = millis;
    }

    public void handle(Exchange exchange) {
        Map<String, Object> body = exchange.body();
        ResultFormat format = ResultFormat.of(body.get("format"));
        QueryFile file =
                files.find(exchange.path("query_key")).orElseThrow(() -> AppKitException.notFound("Query not found"));
        WorkspaceClient client = file.onBehalfOfUser() ? workspace.asUser(exchange.caller()) : workspace.asApp();
        Query.Executor executor = file.onBehalfOfUser()
                ? new Query.Executor(exchange.caller().id(), exchange.caller().id())
                : Query.APP;
        Object parameters = body.get("parameters");
        if (format == ResultFormat.JSON_ARRAY) {
            rows(exchange.events(), () -> query(file, parameters, executor, client));
        } else if (acceptsEvents(exchange)) {
            arrowMessage(exchange.events(), () -> query(file, parameters, executor, client));
        } else {
            Query query = query(file, parameters, executor, client);
            arrow.query(exchange.answerLater(), query);
        }
    }

    private Query query(QueryFile file, @Nullable Object parameters, Query.Executor executor, WorkspaceClient client) {
        QueryText text = files.read(file);
        return new Query(
                file.key(),
                text,
                new QueryParameters(text.placeholders(), workspace::id).bind(parameters),
                executor,
                client);
    }

    private static boolean acceptsEvents(Exchange exchange) {
        return exchange.header("Accept")
                .filter(accept -> accept.toLowerCase(Locale.ROOT).contains("text/event-stream"))
                .isPresent();
    }

    private void rows(EventStream stream, Supplier<Query> prepared) {
        long begun = millis.getAsLong();
        Stages.start(() -> {
                    Query query = prepared.get();
                    return runner.rows(
                            query,
                            Delivery.ROWS.name(),
                            () -> new ResultMessage(query.key(), ResultMessage.MAX_FRAME_UNITS),
                            state -> stream.send(status(state, millis.getAsLong() - begun)),
                            stream.cancellation());
                })
                .whenComplete((bytes, error) -> end(stream, "result", bytes, error));
    }

    private void arrowMessage(EventStream stream, Supplier<Query> prepared) {
        long begun = millis.getAsLong();
        Stages.start(() -> {
                    Query query = prepared.get();
                    return runner.kept(
                                    query,
                                    state -> stream.send(status(state, millis.getAsLong() - begun)),
                                    stream.cancellation())
                            .thenApply(message -> arrow.issued(message, query));
                })
                .whenComplete((message, error) -> end(stream, ArrowMessage.TYPE, message, error));
    }

    private void end(EventStream stream, String type, byte @Nullable [] message, @Nullable Throwable error) {
        if (message != null) {
            stream.finish(new Message(type, message));
        } else if (error != null) {
            stream.fail(QueryFailures.shown(Stages.cause(error), environment));
        }
    }

    private static Message status(State state, long elapsedMillis) {
        String json = "{\"type\":\"warehouse_status\",\"status\":{\"state\":\"" + state.name() + "\",\"elapsedMs\":"
                + elapsedMillis + "}}";
        return new Message("warehouse_status", json.getBytes(StandardCharsets.UTF_8));
    }
}
