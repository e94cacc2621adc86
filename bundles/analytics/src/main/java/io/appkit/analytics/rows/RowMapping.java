package io.appkit.analytics.rows;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Makes something of the rows of one result.
 *
 * @param <T> what it makes
 */
@FunctionalInterface
public interface RowMapping<T> {

    /**
     * Maps a row.
     *
     * @param cells one text per column, null for SQL NULL
     * @param number of the row, from 1
     * @throws io.appkit.api.AppKitException if it does not fit
     */
    T map(List<@Nullable String> cells, long number);
}
