package io.appkit.core.config;

import io.appkit.api.config.ConfigurationException;
import io.appkit.api.config.Setting;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One bound record; keeps its last good values when a later change is wrong. */
final class BoundSetting<R extends Record> implements Setting<R> {

    private static final Logger LOG = LoggerFactory.getLogger(BoundSetting.class);

    private final String pid;
    private final Supplier<R> source;
    private final Runnable onClose;
    private final List<Consumer<R>> listeners = new CopyOnWriteArrayList<>();
    private volatile R value;

    BoundSetting(String pid, Supplier<R> source, Consumer<BoundSetting<R>> onClose) {
        this.pid = pid;
        this.source = source;
        this.value = source.get();
        this.onClose = () -> onClose.accept(this);
    }

    String pid() {
        return pid;
    }

    /** Reads the values again; tells the listeners if they have changed. */
    synchronized void refresh() {
        R fresh;
        try {
            fresh = source.get();
        } catch (ConfigurationException e) {
            LOG.warn("{}; the last good values stay in force", e.getMessage());
            return;
        }
        if (!fresh.equals(value)) {
            value = fresh;
            listeners.forEach(listener -> listener.accept(fresh));
        }
    }

    @Override
    public R get() {
        return value;
    }

    @Override
    public void onChange(Consumer<R> listener) {
        listeners.add(listener);
    }

    @Override
    public void close() {
        listeners.clear();
        onClose.run();
    }
}
