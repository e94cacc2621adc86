package io.appkit.localworkspace.statement;

import io.appkit.localworkspace.Delays;
import io.appkit.localworkspace.engine.Query;
import io.appkit.localworkspace.http.Answer;
import io.appkit.localworkspace.http.ApiException;
import io.appkit.localworkspace.http.Call;
import io.appkit.localworkspace.http.Routes;
import io.appkit.localworkspace.warehouse.Warehouse;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;

/** The Statement Execution API. */
public final class StatementEndpoints {

    static final String PATH = "/api/2.0/sql/statements";

    private final Statements statements;
    private final Warehouse warehouse;
    private final Delays delays;
    private final Delivery delivery;
    private final Links links;

    /** Endpoints for the statements of one warehouse. */
    public StatementEndpoints(
            Statements statements, Warehouse warehouse, Delays delays, Delivery delivery, Links links) {
        this.statements = statements;
        this.warehouse = warehouse;
        this.delays = delays;
        this.delivery = delivery;
        this.links = links;
    }

    static String chunkPath(String statementId, int index) {
        return PATH + "/" + statementId + "/result/chunks/" + index;
    }

    /** Adds the endpoints. */
    public void addTo(Routes routes) {
        routes.restrictedLater("POST", PATH, this::execute);
        routes.restricted("GET", PATH + "/{id}", call -> answer(statement(call)));
        routes.restricted("GET", PATH + "/{id}/result/chunks/{index}", this::chunk);
        routes.restricted("POST", PATH + "/{id}/cancel", call -> {
            statements.cancel(statement(call));
            return Answer.json(Map.of());
        });
        links.addTo(routes, statements);
    }

    private Statement statement(Call call) throws ApiException {
        return statements.get(call.variable("id"), call.caller());
    }

    private Answer answer(Statement statement) {
        return Answer.json(StatementAnswer.of(statement, links));
    }

    private CompletionStage<Answer> execute(Call call) throws ApiException {
        StatementRequest request = call.body(StatementRequest.class);
        Query query = request.query(delivery.options(), call.caller());
        Duration patience = delivery.options().atMost(request.patience());
        boolean cancelOnTimeout = request.cancelOnTimeout();
        if (!warehouse.id().equals(request.warehouseId())) {
            throw new ApiException(
                    404, "RESOURCE_DOES_NOT_EXIST", "SQL warehouse " + request.warehouseId() + " does not exist");
        }
        Statement statement = statements.submit(call.caller(), query);
        if (patience.isZero()) {
            return CompletableFuture.completedFuture(Answer.json(StatementAnswer.pending(statement)));
        }
        CompletableFuture<Boolean> answerable = new CompletableFuture<>();
        Future<?> timeout = delays.after(patience, () -> {
            if (cancelOnTimeout) {
                statements.cancel(statement);
            }
            answerable.complete(true);
        });
        statement.whenEnded().thenRun(() -> {
            timeout.cancel(false);
            answerable.complete(true);
        });
        return answerable.thenApply(ended -> answer(statement));
    }

    private Answer chunk(Call call) throws ApiException {
        Statement statement = statement(call);
        if (!(statement.outcome() instanceof Outcome.Succeeded succeeded)) {
            throw new ApiException(
                    400, "BAD_REQUEST", "The statement " + statement.id() + " has no result; see its status");
        }
        int chunks = Math.max(1, succeeded.result().chunks().size());
        int index = index(call.variable("index"));
        if (index < 0 || index >= chunks) {
            throw ApiException.invalidParameter(
                    "chunk_index must be between 0 and " + (chunks - 1) + ", but is " + call.variable("index"));
        }
        return Answer.json(StatementAnswer.chunk(statement, succeeded.result(), index, links));
    }

    private static int index(String text) {
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException e) {
            return -1;
        }
    }
}
