package io.appkit.shell;

import io.appkit.api.AppKitException;
import io.appkit.api.analytics.Analytics;
import io.appkit.api.analytics.QueryResult;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** Runs a query for a person. */
final class QueryRun {

    private static final long NANOS_PER_MILLI = 1_000_000;

    private final Analytics analytics;
    private final LongSupplier nanos;
    private final Console console;

    QueryRun(Analytics analytics, LongSupplier nanos, Console console) {
        this.analytics = analytics;
        this.nanos = nanos;
        this.console = console;
    }

    /**
     * Runs and prints.
     *
     * @param key which query
     * @param values as given, see {@link Assignments}
     * @param limit most rows to print
     * @param json whether to print a JSON list of objects instead of a table; columns of the same name are numbered
     */
    void run(String key, List<String> values, int limit, boolean json) {
        if (limit < 1) {
            throw AppKitException.validation("--limit must be at least 1: " + limit);
        }
        List<String> known = analytics.queries();
        if (!known.contains(key)) {
            throw AppKitException.notFound(
                    "There is no query '" + key + "'" + (known.isEmpty() ? "" : ", only " + String.join(", ", known)));
        }
        Assignments assignments = new Assignments(key, analytics.parameters(key));
        long before = nanos.getAsLong();
        QueryResult result = analytics.query(key, assignments.read(values));
        long millis = (nanos.getAsLong() - before) / NANOS_PER_MILLI;
        if (json) {
            Json.print(
                    console,
                    result.rows().stream()
                            .limit(limit)
                            .map(row -> object(result.columns(), row))
                            .toList());
        } else {
            new QueryTable(console).print(result, limit, millis);
        }
    }

    private static Map<String, @Nullable String> object(List<QueryResult.Column> columns, List<@Nullable String> row) {
        Map<String, @Nullable String> object = new LinkedHashMap<>();
        for (int i = 0; i < row.size(); i++) {
            String name = columns.get(i).name();
            object.put(object.containsKey(name) ? name + "_" + (i + 1) : name, row.get(i));
        }
        return object;
    }
}
