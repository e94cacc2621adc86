package io.appkit.analytics;

import com.databricks.sdk.service.sql.State;
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
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Answers {@code POST /query/:query_key} (contract: analytics, sections 3 to 5). */
final class QueryRoute {

    private final QueryFiles files;
    private final QueryRunner runner;
    private final Workspace workspace;
    private final Environment environment;
    private final LongSupplier millis;

    QueryRoute(
            QueryFiles files, QueryRunner runner, Workspace workspace, Environment environment, LongSupplier millis) {
        this.files = files;
        this.runner = runner;
        this.workspace = workspace;
        this.environment = environment;
        this.millis = millis;
    }

    void handle(Exchange exchange) {
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
            stream(exchange.events(), () -> query(file, parameters, executor, client));
        } else if (acceptsEvents(exchange)) {
            refuse(exchange.events(), () -> query(file, parameters, executor, client));
        } else {
            refuse(exchange, query(file, parameters, executor, client));
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

    private static void refuse(Exchange exchange, Query query) {
        AppKitException refusal = QueryFailures.arrowUnsupported(query);
        exchange.json(
                refusal.status(),
                Map.of(
                        "error",
                        refusal.clientMessage(),
                        "errorCode",
                        refusal.errorCode().orElse(""),
                        "plugin",
                        "analytics"));
    }

    private void refuse(EventStream stream, Supplier<Query> query) {
        try {
            stream.fail(QueryFailures.arrowUnsupported(query.get()));
        } catch (RuntimeException e) {
            stream.fail(shown(e));
        }
    }

    private void stream(EventStream stream, Supplier<Query> prepared) {
        long begun = millis.getAsLong();
        Stages.start(() -> {
                    Query query = prepared.get();
                    return runner.run(
                            query,
                            ResultFormat.JSON_ARRAY.name(),
                            () -> new ResultMessage(query.key(), ResultMessage.MAX_FRAME_UNITS),
                            state -> stream.send(status(state, millis.getAsLong() - begun)),
                            stream.cancellation());
                })
                .whenComplete((bytes, error) -> {
                    if (error == null) {
                        stream.finish(new Message("result", bytes));
                    } else {
                        stream.fail(shown(Stages.cause(error)));
                    }
                });
    }

    private static Message status(State state, long elapsedMillis) {
        String json = "{\"type\":\"warehouse_status\",\"status\":{\"state\":\"" + state.name() + "\",\"elapsedMs\":"
                + elapsedMillis + "}}";
        return new Message("warehouse_status", json.getBytes(StandardCharsets.UTF_8));
    }

    private Throwable shown(Throwable error) {
        return Optional.of(error)
                .filter(any -> environment.development())
                .map(QueryFailures::unmasked)
                .orElse(error);
    }
}
