package io.appkit.api.analytics;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The whole result of a query.
 *
 * @param columns in the order of the query
 * @param rows each with one text per column as the warehouse writes it, null for SQL NULL
 * @param statementId the warehouse's id of the statement
 */
public record QueryResult(List<Column> columns, List<List<@Nullable String>> rows, String statementId) {

    /**
     * A column.
     *
     * @param name as in the query; may repeat
     * @param type the warehouse's name of the type, such as {@code DECIMAL(10,2)}
     */
    public record Column(String name, String type) {}
}
