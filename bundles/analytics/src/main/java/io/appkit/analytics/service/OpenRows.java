package io.appkit.analytics.service;

import io.appkit.analytics.arrow.ResultColumn;
import io.appkit.analytics.result.RowSource;
import io.appkit.analytics.rows.RowMapping;
import io.appkit.api.analytics.Column;
import io.appkit.api.analytics.Rows;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/** Rows that are being read. */
final class OpenRows<T> implements Rows<T> {

    private final OpenCall call;
    private final RowSource source;
    private final RowMapping<T> mapping;

    /** The number of the row in hand; guarded by this, as is the source: it must not go while a row is read from it. */
    private long number;

    private boolean begun;
    private boolean closed;

    OpenRows(OpenCall call, RowSource source, RowMapping<T> mapping) {
        this.call = call;
        this.source = source;
        this.mapping = mapping;
    }

    static List<Column> described(List<ResultColumn> columns) {
        return columns.stream()
                .map(column -> new Column(column.name(), column.typeText()))
                .toList();
    }

    @Override
    public List<Column> columns() {
        return described(source.columns());
    }

    @Override
    public Iterator<T> iterator() {
        synchronized (this) {
            if (begun) {
                throw new IllegalStateException("These rows have been read already");
            }
            begun = true;
        }
        return new Reading();
    }

    private synchronized @Nullable T next() {
        call.check();
        List<@Nullable String> cells = source.next();
        return cells == null ? null : mapping.map(cells, ++number);
    }

    @Override
    public void close() {
        // First, so that a thread that waits for a row lets go of the source.
        call.close();
        synchronized (this) {
            if (!closed) {
                closed = true;
                source.close();
            }
        }
    }

    private final class Reading implements Iterator<T> {

        private @Nullable T ahead;
        private boolean over;

        @Override
        public boolean hasNext() {
            if (ahead == null && !over) {
                ahead = OpenRows.this.next();
                over = ahead == null;
            }
            return ahead != null;
        }

        @Override
        public T next() {
            T row = hasNext() ? ahead : null;
            if (row == null) {
                throw new NoSuchElementException();
            }
            ahead = null;
            return row;
        }
    }
}
