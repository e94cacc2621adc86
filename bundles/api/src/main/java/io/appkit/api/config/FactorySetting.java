package io.appkit.api.config;

import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Bound configuration records of one kind that follow changes: one for each alias.
 *
 * @param <R> the record
 */
public interface FactorySetting<R extends Record> extends Supplier<Map<String, R>>, AutoCloseable {

    /** The last good values by alias, sorted by it; not to be changed. An alias leaves with its configuration. */
    @Override
    Map<String, R> get();

    /** Calls {@code listener} with each later set of good values, on the thread that changed them. */
    void onChange(Consumer<Map<String, R>> listener);

    /** Stops following changes. */
    @Override
    void close();
}
