package io.appkit.api.analytics;

import java.io.InputStream;
import java.util.List;

/**
 * A result as Apache Arrow, handed over while it arrives: a slow reader slows the download down. To be closed; until then
 * the plugin behind it is not replaced.
 */
public interface ArrowResult extends AutoCloseable {

    /** The columns, in the order of the query; the schema in the stream bears the same names where they are unique. */
    List<Column> columns();

    /**
     * The bytes: one Arrow IPC stream (schema, record batches, end marker) whatever the number of pieces in which the
     * warehouse delivers. For one thread. Reading throws an {@link io.appkit.api.AppKitException} as
     * {@link Analytics#queryArrow} does; it never ends early.
     *
     * @return the same at each call; closing it closes nothing but itself
     */
    InputStream stream();

    /** Ends what is still going on upstream. May be called again, and from any thread. */
    @Override
    void close();
}
