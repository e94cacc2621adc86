package io.appkit.shell;

import io.appkit.api.Caller;
import io.appkit.api.analytics.Analytics;
import io.appkit.api.analytics.QueryResult;
import io.appkit.api.analytics.SqlParameter;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Two queries, one result; remembers what was asked. */
final class FixedAnalytics implements Analytics {

    private final QueryResult result;
    Map<String, SqlParameter> asked;

    FixedAnalytics(QueryResult result) {
        this.result = result;
    }

    @Override
    public Analytics asUser(Caller caller) {
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
    public QueryResult query(String key, Map<String, SqlParameter> parameters) {
        asked = parameters;
        return result;
    }
}
