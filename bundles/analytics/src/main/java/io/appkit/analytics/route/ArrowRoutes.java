package io.appkit.analytics.route;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.appkit.analytics.arrow.ColumnNames;
import io.appkit.analytics.arrow.ResultColumn;
import io.appkit.analytics.async.Timer;
import io.appkit.analytics.execution.ArrowMessage;
import io.appkit.analytics.execution.QueryRunner;
import io.appkit.analytics.query.Query;
import io.appkit.analytics.query.QueryFailures;
import io.appkit.analytics.statement.StatementChunks;
import io.appkit.analytics.statement.StatementExecution;
import io.appkit.analytics.transfer.ArrowStream;
import io.appkit.analytics.transfer.ArrowTransfers;
import io.appkit.api.AppKitException;
import io.appkit.api.ErrorKind;
import io.appkit.api.Exchange;
import io.appkit.api.config.Environment;
import io.appkit.api.execution.Cancellation;
import io.appkit.api.stream.ByteAnswer;
import io.appkit.workspace.Workspace;
import io.appkit.workspace.WorkspaceClient;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** Answers with Arrow streams, and with what belongs to them (contract: analytics, sections 5 and 6). */
public final class ArrowRoutes {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final int MAX_HEADER = 6000;

    private final QueryRunner runner;
    private final ArrowTransfers transfers;
    private final Workspace workspace;
    private final StatementExecution statements;
    private final Environment environment;
    private final IssuedStatements issued;

    public ArrowRoutes(
            QueryRunner runner,
            ArrowTransfers transfers,
            Workspace workspace,
            StatementExecution statements,
            Timer timer,
            Environment environment) {
        this.runner = runner;
        this.transfers = transfers;
        this.workspace = workspace;
        this.statements = statements;
        this.environment = environment;
        this.issued = new IssuedStatements(timer);
    }

    /** Answers a query with bytes. */
    public void query(ByteAnswer answer, Query query) {
        ArrowTransfers.Form form = new ArrowTransfers.Form(stream -> headers(stream, query), this::error);
        transfers.start(answer, form, wanted -> runner.arrow(query, wanted));
    }

    private Map<String, String> headers(ArrowStream stream, Query query) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("Content-Type", "application/vnd.apache.arrow.stream");
        headers.put("Cache-Control", "no-store");
        List<String> names = stream.columns().stream().map(ResultColumn::name).toList();
        String encoded = ColumnNames.encoded(names);
        if (encoded.length() <= MAX_HEADER) {
            headers.put("X-Appkit-Arrow-Columns", encoded);
        } else {
            issued.columns(stream.statementId(), query.executor(), names);
            headers.put("X-Appkit-Arrow-Columns-Ref", stream.statementId());
        }
        return headers;
    }

    /** Lets the callers of a query fetch the result they are told of. */
    public byte[] issued(byte[] message, Query query) {
        issued.result(ArrowMessage.statementId(message), query.executor());
        return message;
    }

    /** Answers {@code GET /columns/:statementId}. */
    public void columns(Exchange exchange) {
        Optional<List<String>> names =
                issued.columns(exchange.path("statementId"), exchange.caller().id());
        if (names.isPresent()) {
            exchange.json(Map.of("columns", names.get()));
        } else {
            exchange.json(404, body("Column names unavailable", Optional.empty()));
        }
    }

    /** Answers {@code GET /arrow-result/:jobId}. */
    public void result(Exchange exchange) {
        String id = exchange.path("jobId");
        Optional<Query.Executor> executor = issued.result(id, exchange.caller().id());
        if (executor.isEmpty()) {
            exchange.json(404, body("Arrow result unavailable", Optional.empty()));
            return;
        }
        WorkspaceClient client =
                executor.get().equals(Query.APP) ? workspace.asApp() : workspace.asUser(exchange.caller());
        ArrowTransfers.Form form = new ArrowTransfers.Form(
                stream -> Map.of("Content-Type", "application/octet-stream", "Cache-Control", "private, no-store"),
                error -> isRefusal(error) ? error(error) : write(body(QueryFailures.MASKED, Optional.empty())));
        transfers.start(exchange.answerLater(), form, wanted -> kept(statements.accepted(client, id), wanted));
    }

    private CompletionStage<ArrowStream> kept(StatementChunks statement, Cancellation wanted) {
        return statement.statement(wanted).thenApply(answer -> {
            if (answer.status() == null || !"SUCCEEDED".equals(answer.status().state())) {
                throw QueryFailures.execution(
                        "The result of statement " + statement.id() + " is no longer available", null);
            }
            return runner.stream(answer, statement, wanted.span());
        });
    }

    private byte[] error(Throwable error) {
        Throwable shown = QueryFailures.shown(error, environment);
        Map<String, String> body = shown instanceof AppKitException known
                ? body(known.clientMessage(), known.errorCode())
                : body(QueryFailures.MASKED, Optional.empty());
        if (isRefusal(error)) {
            body.put("code", ErrorKind.AUTHENTICATION.code());
        }
        return write(body);
    }

    /** Whether it is about who is calling. */
    private static boolean isRefusal(Throwable error) {
        return error instanceof AppKitException known && known.kind() == ErrorKind.AUTHENTICATION;
    }

    private static Map<String, String> body(String error, Optional<String> code) {
        Map<String, String> body = new LinkedHashMap<>();
        body.put("error", error);
        code.ifPresent(known -> body.put("errorCode", known));
        body.put("plugin", "analytics");
        return body;
    }

    private static byte[] write(Map<String, String> body) {
        try {
            return JSON.writeValueAsBytes(body);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
