package io.appkit.analytics.service;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.appkit.analytics.async.Stages;
import io.appkit.analytics.execution.Delivery;
import io.appkit.analytics.execution.QueryRunner;
import io.appkit.analytics.query.Query;
import io.appkit.analytics.result.ResultTable;
import io.appkit.analytics.result.RowSource;
import io.appkit.analytics.result.TableRows;
import io.appkit.api.AppKitException;
import io.appkit.api.ErrorKind;
import io.appkit.api.execution.Cancellation;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * The rows of queries for Java code: a moderate result is cached as a table; one that turns out to be larger is asked for
 * again, behind links, to be read piece by piece. What was large once is asked for in that way at once.
 */
public final class RowQueries {

    private static final String FORM = "TABLE";
    private static final int MAX_KNOWN = 1000;
    private static final Duration KNOWN = Duration.ofHours(1);

    private record Shape(String digest, Map<?, ?> parameters, Query.Executor executor) {}

    private final QueryRunner runner;
    private final Cache<Shape, Boolean> large = Caffeine.newBuilder()
            .maximumSize(MAX_KNOWN)
            .expireAfterWrite(KNOWN)
            .executor(Runnable::run)
            .build();

    public RowQueries(QueryRunner runner) {
        this.runner = runner;
    }

    /** Runs a query unless its result is cached; for one thread, which waits for its rows within the call. */
    public CompletionStage<RowSource> rows(Query query, OpenCall call) {
        Cancellation wanted = call.cancellation();
        Shape shape = new Shape(query.text().digest(), query.parameters(), query.executor());
        if (large.getIfPresent(shape) != null) {
            return linked(query, call);
        }
        CompletionStage<RowSource> table = runner.rows(
                        query, FORM, () -> new ResultTable(query.key()), state -> {}, wanted)
                .thenApply(TableRows::new);
        return table.exceptionallyCompose(error -> {
            Throwable cause = Stages.cause(error);
            if (!isTooLarge(cause)) {
                return CompletableFuture.failedFuture(cause);
            }
            large.put(shape, true);
            return linked(query, call);
        });
    }

    /** Runs a statement once, behind links. */
    public CompletionStage<RowSource> linked(Query query, OpenCall call) {
        return runner.linked(query, call.cancellation()).thenApply(stream -> new ArrowRowSource(call, stream));
    }

    private static boolean isTooLarge(Throwable error) {
        return Delivery.exceedsInline(error)
                || (error instanceof AppKitException known && known.kind() == ErrorKind.TOO_LARGE);
    }
}
