package io.appkit.analytics.route;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import io.appkit.analytics.async.Timer;
import io.appkit.analytics.query.Query;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** The statements of which pages have been told, for an hour: no other id leads to the warehouse. */
final class IssuedStatements {

    private static final Duration KEPT = Duration.ofHours(1);
    private static final int MAX = 10_000;
    private static final long MAX_NAME_CHARS = 16L << 20;

    private record Result(Query.Executor executor) {}

    private record Names(Query.Executor executor, List<String> names) {}

    private final Cache<String, Result> results;
    private final Cache<String, Names> columns;

    IssuedStatements(Timer timer) {
        Ticker ticker = () -> TimeUnit.MILLISECONDS.toNanos(timer.millis());
        results = Caffeine.newBuilder()
                .expireAfterWrite(KEPT)
                .maximumSize(MAX)
                .ticker(ticker)
                .executor(Runnable::run)
                .build();
        columns = Caffeine.newBuilder()
                .expireAfterWrite(KEPT)
                .maximumWeight(MAX_NAME_CHARS)
                .weigher((String id, Names named) ->
                        named.names.stream().mapToInt(String::length).sum() + id.length())
                .ticker(ticker)
                .executor(Runnable::run)
                .build();
    }

    /** A page may fetch this statement's result. */
    void result(String id, Query.Executor executor) {
        results.put(id, new Result(executor));
    }

    /** A page may ask for this statement's column names. */
    void columns(String id, Query.Executor executor, List<String> names) {
        columns.put(id, new Names(executor, names));
    }

    /** Whose rights a statement ran with; empty if the caller has not been told of it. */
    Optional<Query.Executor> result(String id, String caller) {
        return Optional.ofNullable(results.getIfPresent(id))
                .map(Result::executor)
                .filter(executor -> mayRead(executor, caller));
    }

    /** The names; empty if the caller has not been told of the statement. */
    Optional<List<String>> columns(String id, String caller) {
        return Optional.ofNullable(columns.getIfPresent(id))
                .filter(named -> mayRead(named.executor, caller))
                .map(Names::names);
    }

    private static boolean mayRead(Query.Executor executor, String caller) {
        return executor.equals(Query.APP) || executor.scope().equals(caller);
    }
}
