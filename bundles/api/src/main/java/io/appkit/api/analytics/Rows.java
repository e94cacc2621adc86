package io.appkit.api.analytics;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * The rows of a result, handed over while they arrive: a result of any size takes a bounded amount of memory, and a slow
 * reader slows the download down. To be closed; until then the plugin behind it is not replaced.
 *
 * <p>For one thread; only {@link #close} may be called from any. Where a row is waited for, and the wait fails, is
 * interrupted, cancelled or meets the deadline, an {@link io.appkit.api.AppKitException} is thrown as by
 * {@link Analytics#query(String, java.util.Map, Class)}.
 *
 * @param <T> form of a row
 */
public interface Rows<T> extends Iterable<T>, AutoCloseable {

    /** The columns, in the order of the query. */
    List<Column> columns();

    /**
     * The rows in the order of the query. They can be read once.
     *
     * @throws IllegalStateException the second time
     */
    @Override
    Iterator<T> iterator();

    /** The rows as a stream; closing it closes them. */
    default Stream<T> stream() {
        return StreamSupport.stream(spliterator(), false).onClose(this::close);
    }

    /** Reads all rows into memory, and closes them. */
    default List<T> toList() {
        try (Rows<T> rows = this) {
            List<T> all = new ArrayList<>();
            rows.forEach(all::add);
            return Collections.unmodifiableList(all);
        }
    }

    /** Ends what is still going on upstream. May be called again, and from any thread. */
    @Override
    void close();
}
