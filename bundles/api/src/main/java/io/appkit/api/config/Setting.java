package io.appkit.api.config;

import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * A bound configuration record that follows changes.
 *
 * @param <R> the record
 */
public interface Setting<R extends Record> extends Supplier<R>, AutoCloseable {

    /** The last good values. */
    @Override
    R get();

    /** Calls {@code listener} with each later set of good values, on the thread that changed them. */
    void onChange(Consumer<R> listener);

    /** Stops following changes. */
    @Override
    void close();
}
