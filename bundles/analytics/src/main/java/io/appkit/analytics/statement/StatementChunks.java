package io.appkit.analytics.statement;

import io.appkit.api.execution.Cancellation;
import io.appkit.api.execution.Execution;
import io.appkit.api.execution.Policy;
import io.appkit.workspace.WorkspaceClient;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletionStage;

/** Reads what there is of one statement upstream, with the rights it runs with. */
public final class StatementChunks {

    public static final String STATEMENTS = "/api/2.0/sql/statements/";

    private static final Duration READ = Duration.ofSeconds(30);

    /** Reading twice costs nothing; the deadline is that of the whole try. */
    private static final Policy READS =
            new Policy(Duration.ZERO, 3, Duration.ofMillis(1500), Duration.ofSeconds(30)).untraced();

    private final WorkspaceClient client;
    private final Execution execution;
    private final String id;

    public StatementChunks(WorkspaceClient client, Execution execution, String id) {
        this.client = client;
        this.execution = execution;
        this.id = id;
    }

    public String id() {
        return id;
    }

    /** The statement as it is now. */
    public CompletionStage<StatementAnswer> statement(Cancellation cancellation) {
        return get("", cancellation).thenApply(StatementAnswer::parse);
    }

    /** A part of its result. */
    public CompletionStage<StatementAnswer.Chunk> chunk(long index, Cancellation cancellation) {
        return get("/result/chunks/" + index, cancellation).thenApply(StatementAnswer::parseChunk);
    }

    public String path(String rest) {
        return STATEMENTS + URLEncoder.encode(id, StandardCharsets.UTF_8).replace("+", "%20") + rest;
    }

    private CompletionStage<byte[]> get(String rest, Cancellation cancellation) {
        return execution.execute(
                READS, cancellation, attempt -> client.call("GET", path(rest), null, byte[].class, READ, attempt));
    }
}
