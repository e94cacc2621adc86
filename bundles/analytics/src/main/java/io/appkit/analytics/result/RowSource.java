package io.appkit.analytics.result;

import io.appkit.analytics.arrow.ResultColumn;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Gives the rows of a result one after the other, as the texts a warehouse writes. For one thread. */
public interface RowSource extends AutoCloseable {

    /** The columns. */
    List<ResultColumn> columns();

    /** The next row, waited for if need be; null at the end. */
    @Nullable
    List<@Nullable String> next();

    /** Releases what the rows are read from. */
    @Override
    void close();
}
