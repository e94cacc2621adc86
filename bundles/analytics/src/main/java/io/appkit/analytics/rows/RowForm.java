package io.appkit.analytics.rows;

import io.appkit.analytics.arrow.ResultColumn;
import java.util.List;

/**
 * A form of rows, not yet tied to the columns of a result.
 *
 * @param <T> a row in this form
 */
@FunctionalInterface
public interface RowForm<T> {

    /**
     * Ties it to the columns of a result.
     *
     * @param what names the result in errors
     * @throws io.appkit.api.AppKitException if they do not fit
     */
    RowMapping<T> of(List<ResultColumn> columns, String what);
}
