package io.appkit.core.config;

import io.appkit.api.config.ConfigurationException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Values that follow a configuration; keeps the last good ones when a later change is wrong.
 *
 * @param <V> the values
 */
abstract class Bound<V> implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Bound.class);

    private final String pid;
    private final Function<@Nullable V, V> source;
    private final Consumer<Bound<?>> onClose;
    private final List<Consumer<V>> listeners = new CopyOnWriteArrayList<>();
    private volatile V value;

    /**
     * Reads the values for the first time.
     *
     * @param pid PID, or factory PID, whose changes it follows
     * @param source reads the values; is given those in force, null the first time
     */
    Bound(String pid, Function<@Nullable V, V> source, Consumer<Bound<?>> onClose) {
        this.pid = pid;
        this.source = source;
        this.onClose = onClose;
        this.value = source.apply(null);
    }

    final String pid() {
        return pid;
    }

    /** Reads the values again; tells the listeners if they have changed. */
    final synchronized void refresh() {
        V fresh;
        try {
            fresh = source.apply(value);
        } catch (ConfigurationException e) {
            LOG.warn("{}; the last good values stay in force", e.getMessage());
            return;
        }
        if (!fresh.equals(value)) {
            value = fresh;
            listeners.forEach(listener -> tell(listener, fresh));
        }
    }

    /** A listener that fails keeps neither the others nor other configurations from following. */
    private void tell(Consumer<V> listener, V fresh) {
        try {
            listener.accept(fresh);
        } catch (RuntimeException e) {
            LOG.error("A listener to configuration {} failed", pid, e);
        }
    }

    public V get() {
        return value;
    }

    public void onChange(Consumer<V> listener) {
        listeners.add(listener);
    }

    @Override
    public void close() {
        listeners.clear();
        onClose.accept(this);
    }
}
