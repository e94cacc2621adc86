package io.appkit.shell;

import io.appkit.api.platform.CacheStats;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * The state of the cache, for people and for scripts.
 *
 * @param stats what is known of it
 */
record CacheOverview(CacheStats stats) {

    void print(Console console, boolean json) {
        if (json) {
            Json.print(console, values());
            return;
        }
        Map<String, String> lines = new LinkedHashMap<>();
        lines.put("Cache", stats.enabled() ? "enabled" : "disabled");
        lines.put("Kept", stats.persistent() ? "in a persistent store" : "in memory");
        if (!stats.persistent()) {
            lines.put("Results", String.valueOf(stats.entries()));
            lines.put("Size", Text.size(stats.bytes()) + " of " + Text.size(stats.maxBytes()));
        }
        lines.put("Hits", stats.hits() + share(stats.hits()));
        lines.put("Shared", stats.shared() + share(stats.shared()));
        lines.put("Misses", stats.misses() + share(stats.misses()));
        lines.put("Evicted", String.valueOf(stats.evictions()));
        lines.put("Too large", String.valueOf(stats.tooLarge()));
        if (stats.failures() > 0) {
            lines.put("Failures", stats.failures() + " calls of the store");
        }
        Labelled.print(console, lines);
    }

    private Map<String, Object> values() {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("enabled", stats.enabled());
        values.put("persistent", stats.persistent());
        values.put("entries", stats.entries());
        values.put("bytes", stats.bytes());
        values.put("maxBytes", stats.maxBytes());
        values.put("hits", stats.hits());
        values.put("shared", stats.shared());
        values.put("misses", stats.misses());
        values.put("evictions", stats.evictions());
        values.put("tooLarge", stats.tooLarge());
        values.put("failures", stats.failures());
        return values;
    }

    private String share(long part) {
        long all = stats.hits() + stats.shared() + stats.misses();
        return all == 0 ? "" : String.format(Locale.ROOT, " (%.0f %%)", 100.0 * part / all);
    }
}
