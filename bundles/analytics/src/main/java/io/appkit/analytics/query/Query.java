package io.appkit.analytics.query;

import io.appkit.api.analytics.SqlParameter;
import io.appkit.workspace.WorkspaceClient;
import java.time.Duration;
import java.util.Map;

/**
 * A query that is ready to run.
 *
 * @param key its name
 * @param text what the warehouse is asked
 * @param parameters values to send, in order
 * @param executor whose rights apply: the caller's id, or that of {@link #APP}
 * @param client calls with these rights
 * @param limit how long its caller waits; zero for no time of its own
 */
public record Query(
        String key,
        QueryText text,
        Map<String, SqlParameter> parameters,
        Executor executor,
        WorkspaceClient client,
        Duration limit) {

    public Query(
            String key,
            QueryText text,
            Map<String, SqlParameter> parameters,
            Executor executor,
            WorkspaceClient client) {
        this(key, text, parameters, executor, client, Duration.ZERO);
    }

    /**
     * Whose rights apply.
     *
     * @param scope of cached results
     * @param name in the cache's key
     */
    public record Executor(String scope, String name) {}

    /** The app itself. */
    public static final Executor APP = new Executor(io.appkit.api.execution.CacheEntry.GLOBAL, "sp");
}
