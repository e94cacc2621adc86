package io.appkit.core.stream;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The streams of all plugins, each plugin's in the order of use. */
final class StreamTable {

    private final Map<String, Map<String, StreamEntry>> plugins = new HashMap<>();

    /** The stream of a key, which is the most recently used from now on; null if there is none. */
    synchronized @Nullable StreamEntry use(String plugin, String key) {
        Map<String, StreamEntry> streams = plugins.get(plugin);
        return streams == null ? null : streams.get(key);
    }

    /** False if there is a stream of this key already. */
    synchronized boolean add(StreamEntry entry) {
        return plugins.computeIfAbsent(entry.plugin, name -> new LinkedHashMap<>(16, 0.75f, true))
                        .putIfAbsent(entry.key, entry)
                == null;
    }

    synchronized void remove(StreamEntry entry) {
        Map<String, StreamEntry> streams = plugins.get(entry.plugin);
        if (streams != null && streams.remove(entry.key, entry) && streams.isEmpty()) {
            plugins.remove(entry.plugin);
        }
    }

    /** Takes out what a plugin has over {@code limit}: ended streams first, else those not used for longest. */
    synchronized List<StreamEntry> takeSurplus(String plugin, int limit) {
        Map<String, StreamEntry> streams = plugins.getOrDefault(plugin, Map.of());
        List<StreamEntry> surplus = new ArrayList<>();
        while (streams.size() > limit) {
            StreamEntry victim = streams.values().stream()
                    .filter(entry -> entry.live == null)
                    .findFirst()
                    .orElseGet(() -> streams.values().iterator().next());
            streams.remove(victim.key);
            surplus.add(victim);
        }
        return surplus;
    }

    synchronized List<StreamEntry> all() {
        List<StreamEntry> all = new ArrayList<>();
        plugins.values().forEach(streams -> all.addAll(streams.values()));
        return all;
    }
}
