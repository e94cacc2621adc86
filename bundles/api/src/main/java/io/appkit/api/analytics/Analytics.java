package io.appkit.api.analytics;

import io.appkit.api.Caller;
import io.appkit.api.execution.Cancellation;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Runs SQL on the warehouse of the app: its queries ({@code config/queries/<key>.sql}), and any other text. An OSGi service
 * that stays while the plugin is swapped; a call when no version of the plugin runs throws
 * {@link io.appkit.api.PluginUnavailableException}.
 *
 * <pre>{@code
 * record Sale(LocalDate day, String region, BigDecimal total) {}
 *
 * try (Rows<Sale> sales = analytics.query("sales", Map.of("year", SqlParameter.of(1997)), Sale.class)) {
 *     for (Sale sale : sales) {
 *         ...
 *     }
 * }
 * }</pre>
 *
 * <p>Calls block until the first rows are there. The thread may be interrupted: the call then ends with kind
 * {@code ABORTED}. A statement whose caller has gone, in whatever way, is cancelled in the warehouse unless others wait for
 * the same result.
 *
 * <p><b>Rows</b> are records or maps. A record's component takes the column of the same name, be it written
 * {@code netRevenue}, {@code net_revenue} or {@code NET_REVENUE}; columns no component asks for are left out. Components
 * are of type {@code String}, {@code boolean}, {@code byte}, {@code short}, {@code int}, {@code long}, {@code float},
 * {@code double} or the objects of these, {@code BigDecimal}, {@code BigInteger}, {@code LocalDate},
 * {@code LocalDateTime} ({@code TIMESTAMP_NTZ}), {@code Instant} ({@code TIMESTAMP}), an enum (by the names of its
 * constants), or an {@code Optional} of one of them. SQL NULL becomes an empty {@code Optional}, else null; for a primitive
 * component it is an error. A map has the columns in their order, each with its text as the warehouse writes it, null for
 * SQL NULL; the second of two equal names gets its position as a suffix ({@code total_3}), and no name becomes
 * {@code column_<index>}.
 *
 * <p><b>Errors</b> are {@link io.appkit.api.AppKitException}s of the kinds {@code NOT_FOUND} (no such query),
 * {@code VALIDATION} (wrong parameters), {@code AUTHENTICATION} (a query that runs with a caller's rights, and no caller),
 * {@code CONFIGURATION} (no warehouse, or one that may not be started), {@code CONNECTION}, {@code EXECUTION} (the
 * warehouse refused or failed, its code in {@code errorCode}), {@code TIMEOUT}, {@code ABORTED}, and {@code SERVER} for a
 * row that does not fit its record, naming record, component, column and value.
 */
public interface Analytics {

    /**
     * The same on behalf of a caller: queries in {@code <key>.obo.sql}, and any text given to {@code sql}, run with the
     * caller's rights.
     *
     * @param caller who asks
     * @return a view for that caller
     */
    Analytics asUser(Caller caller);

    /**
     * The same with a deadline: each call, the start of the warehouse and the reading of its result included, must be done
     * in that time; what waits beyond it ends with kind {@code TIMEOUT}. Without one, the configured times hold
     * ({@code timeout} for each try of a statement, {@code warehouseStartupTimeoutMs}), and none for the reading as long as
     * bytes arrive.
     *
     * @param limit from the beginning of each call
     * @return a view with that deadline
     */
    Analytics within(Duration limit);

    /**
     * The same as long as it is wanted, such as {@code stream.cancellation()} of the page that asks: what waits when that
     * happens ends with kind {@code ABORTED}.
     *
     * @param cancellation ends the calls, and the reading of their results
     * @return a view that ends with it
     */
    Analytics until(Cancellation cancellation);

    /** Keys of the queries of the app, sorted. */
    List<String> queries();

    /**
     * The parameters of a query: those for which a caller supplies a value, in order of first appearance, each with the
     * SQL type to send it as. That is the type of the query's annotation ({@code -- @param <name> <TYPE>}), and
     * {@code STRING} without one.
     *
     * @param key name of the query file without {@code .sql} or {@code .obo.sql}
     * @return types by name; not to be changed
     */
    Map<String, String> parameters(String key);

    /**
     * Runs a query. A result of moderate size (up to 10 MiB) is cached for an hour, and shared with those who ask for the
     * same at the same time.
     *
     * @param key name of the query file without {@code .sql} or {@code .obo.sql}
     * @param parameters values by name; every name must occur in the query
     * @return its rows as maps
     */
    Rows<Map<String, @Nullable String>> query(String key, Map<String, SqlParameter> parameters);

    /**
     * Runs a query, as {@link #query(String, Map)} does.
     *
     * @param key name of the query file without {@code .sql} or {@code .obo.sql}
     * @param parameters values by name; every name must occur in the query
     * @param type form of a row
     * @return its rows as records
     * @throws IllegalArgumentException if the record has a component of a type not listed above
     */
    <T extends Record> Rows<T> query(String key, Map<String, SqlParameter> parameters, Class<T> type);

    /**
     * Runs a query for Arrow bytes. A result that the warehouse sends with its answer (up to 25 MiB) is cached as by
     * {@link #query(String, Map)}.
     *
     * @param key name of the query file without {@code .sql} or {@code .obo.sql}
     * @param parameters values by name; every name must occur in the query
     */
    ArrowResult queryArrow(String key, Map<String, SqlParameter> parameters);

    /**
     * Runs any statement: once, also one that writes. Its result is neither cached nor shared.
     *
     * @param statement SQL; values belong into its parameters ({@code :name}), never into the text
     * @param parameters values by name; every name must occur in the statement
     * @return its rows as maps
     */
    Rows<Map<String, @Nullable String>> sql(String statement, Map<String, SqlParameter> parameters);

    /**
     * Runs any statement, as {@link #sql(String, Map)} does.
     *
     * @param statement SQL; values belong into its parameters ({@code :name}), never into the text
     * @param parameters values by name; every name must occur in the statement
     * @param type form of a row
     * @return its rows as records
     * @throws IllegalArgumentException if the record has a component of a type not listed above
     */
    <T extends Record> Rows<T> sql(String statement, Map<String, SqlParameter> parameters, Class<T> type);

    /**
     * Runs any statement for Arrow bytes, as {@link #sql(String, Map)} does.
     *
     * @param statement SQL; values belong into its parameters ({@code :name}), never into the text
     * @param parameters values by name; every name must occur in the statement
     */
    ArrowResult sqlArrow(String statement, Map<String, SqlParameter> parameters);
}
