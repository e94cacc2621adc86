package io.appkit.core.plugin;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;

/**
 * What a plugin tells the page, as it last told. The plugin is asked without a lock, since it may hold one of its own; the
 * answer to the last question counts.
 */
final class ClientConfig {

    private final Supplier<Map<String, ?>> plugin;
    private Map<String, ?> values;
    private long asked;
    private long answered;

    ClientConfig(Supplier<Map<String, ?>> plugin) {
        this.plugin = plugin;
        this.values = answer();
    }

    synchronized Map<String, ?> get() {
        return values;
    }

    void renew() {
        long question = ask();
        Map<String, ?> fresh = answer();
        synchronized (this) {
            if (question > answered) {
                answered = question;
                values = fresh;
            }
        }
    }

    /** A copy of its own each time: others see from that that it is another answer. */
    private Map<String, ?> answer() {
        return Collections.unmodifiableMap(new LinkedHashMap<>(plugin.get()));
    }

    private synchronized long ask() {
        return ++asked;
    }
}
