package io.appkit.analytics.execution;

import com.databricks.sdk.service.sql.State;
import io.appkit.api.Registration;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Who wants to hear of the warehouse while a shared run waits for it: callers with equal keys share one run, but each has
 * a stream of its own.
 *
 * @param <K> key of a run
 */
final class Audiences<K> {

    private final ConcurrentMap<K, Audience> audiences = new ConcurrentHashMap<>();

    /** Lets {@code listener} hear each state from now on, the present one included; equal ones once. */
    Registration join(K key, Consumer<State> listener) {
        Listener seat = new Listener(listener);
        Audience joined = audiences.compute(key, (same, present) -> {
            Audience audience = present == null ? new Audience() : present;
            audience.listeners.add(seat);
            return audience;
        });
        seat.hear(joined);
        return () -> audiences.computeIfPresent(key, (same, audience) -> {
            audience.listeners.remove(seat);
            return audience.listeners.isEmpty() ? null : audience;
        });
    }

    /** Tells the audience of a run a state; null when it does not wait any more. */
    void announce(K key, @Nullable State state) {
        Audience audience = audiences.get(key);
        if (audience != null) {
            audience.state = state;
            audience.listeners.forEach(listener -> listener.hear(audience));
        }
    }

    private static final class Audience {
        final List<Listener> listeners = new CopyOnWriteArrayList<>();
        volatile @Nullable State state;
    }

    private static final class Listener {
        private final Consumer<State> listener;
        private @Nullable State heard;

        Listener(Consumer<State> listener) {
            this.listener = listener;
        }

        /** Reads the state itself, so that a late joiner never hears an older one last. */
        synchronized void hear(Audience audience) {
            State now = audience.state;
            if (now != null && now != heard) {
                heard = now;
                listener.accept(now);
            }
        }
    }
}
