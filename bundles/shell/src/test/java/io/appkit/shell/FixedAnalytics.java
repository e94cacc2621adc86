package io.appkit.shell;

import io.appkit.api.Caller;
import io.appkit.api.analytics.Analytics;
import io.appkit.api.analytics.ArrowResult;
import io.appkit.api.analytics.Column;
import io.appkit.api.analytics.Rows;
import io.appkit.api.analytics.SqlParameter;
import io.appkit.api.execution.Cancellation;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Two queries, one result; remembers what was asked, and whether the result was closed. */
final class FixedAnalytics implements Analytics {

    private final List<Column> columns;
    private final List<Map<String, String>> rows;
    Map<String, SqlParameter> asked;
    boolean closed;

    FixedAnalytics(List<Column> columns, List<Map<String, String>> rows) {
        this.columns = columns;
        this.rows = rows;
    }

    @Override
    public Analytics asUser(Caller caller) {
        return this;
    }

    @Override
    public Analytics within(Duration limit) {
        return this;
    }

    @Override
    public Analytics until(Cancellation cancellation) {
        return this;
    }

    @Override
    public List<String> queries() {
        return List.of("kpis", "sales");
    }

    @Override
    public Map<String, String> parameters(String key) {
        return key.equals("sales") ? new TreeMap<>(Map.of("day", "DATE", "region", "STRING")) : Map.of();
    }

    @Override
    public Rows<Map<String, String>> query(String key, Map<String, SqlParameter> parameters) {
        asked = parameters;
        return new Rows<>() {
            @Override
            public List<Column> columns() {
                return columns;
            }

            @Override
            public Iterator<Map<String, String>> iterator() {
                return rows.iterator();
            }

            @Override
            public void close() {
                closed = true;
            }
        };
    }

    @Override
    public <T extends Record> Rows<T> query(String key, Map<String, SqlParameter> parameters, Class<T> type) {
        throw new UnsupportedOperationException();
    }

    @Override
    public ArrowResult queryArrow(String key, Map<String, SqlParameter> parameters) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Rows<Map<String, String>> sql(String statement, Map<String, SqlParameter> parameters) {
        throw new UnsupportedOperationException();
    }

    @Override
    public <T extends Record> Rows<T> sql(String statement, Map<String, SqlParameter> parameters, Class<T> type) {
        throw new UnsupportedOperationException();
    }

    @Override
    public ArrowResult sqlArrow(String statement, Map<String, SqlParameter> parameters) {
        throw new UnsupportedOperationException();
    }
}
