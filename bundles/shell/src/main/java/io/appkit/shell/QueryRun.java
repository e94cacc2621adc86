package io.appkit.shell;

import io.appkit.api.AppKitException;
import io.appkit.api.analytics.Analytics;
import io.appkit.api.analytics.Column;
import io.appkit.api.analytics.Rows;
import java.util.ArrayList;
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
        List<Map<String, @Nullable String>> shown = new ArrayList<>();
        long count = 0;
        List<Column> columns;
        try (Rows<Map<String, @Nullable String>> rows = analytics.query(key, assignments.read(values))) {
            columns = rows.columns();
            for (Map<String, @Nullable String> row : rows) {
                if (count++ < limit) {
                    shown.add(row);
                }
            }
        }
        long millis = (nanos.getAsLong() - before) / NANOS_PER_MILLI;
        if (json) {
            Json.print(console, shown);
        } else {
            new QueryTable(console).print(columns, shown, count, millis);
        }
    }
}
