package io.appkit.api.analytics;

import io.appkit.api.Caller;
import java.util.List;
import java.util.Map;

/**
 * Runs the SQL queries of the app ({@code config/queries/<key>.sql}) on its warehouse. An OSGi service that stays while
 * the plugin is swapped; a call when no version of the plugin runs throws
 * {@link io.appkit.api.PluginUnavailableException}.
 */
public interface Analytics {

    /**
     * The same queries on behalf of a caller: {@code <key>.obo.sql} runs with the caller's rights.
     *
     * @param caller who asks
     * @return a view for that caller
     */
    Analytics asUser(Caller caller);

    /** Keys of the queries in the app folder, sorted. */
    List<String> queries();

    /**
     * The parameters of a query: those for which a caller supplies a value, in order of first appearance, each with the
     * SQL type to send it as. That is the type of the query's annotation ({@code -- @param <name> <TYPE>}), and
     * {@code STRING} without one.
     *
     * @param key name of the query file without {@code .sql} or {@code .obo.sql}
     * @return types by name; not to be changed
     * @throws io.appkit.api.AppKitException kind {@code NOT_FOUND} for an unknown key, {@code VALIDATION} for a blank file
     */
    Map<String, String> parameters(String key);

    /**
     * Runs a query and waits for its result; answered from the cache where possible. Readiness of the warehouse is
     * waited for up to the configured time.
     *
     * @param key name of the query file without {@code .sql} or {@code .obo.sql}
     * @param parameters values by name; every name must occur in the query
     * @return the whole result
     * @throws io.appkit.api.AppKitException kind {@code NOT_FOUND} for an unknown key, {@code VALIDATION} for wrong
     *     parameters, {@code TIMEOUT} at the deadline, else the error of the warehouse
     */
    QueryResult query(String key, Map<String, SqlParameter> parameters);
}
