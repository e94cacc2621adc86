package io.appkit.files.operation;

import io.appkit.files.path.VolumeRoot;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Tells results of before a write from those of after it: what is kept of a volume is not looked at any more once something
 * has been written there, and what a call that began before the write finds is kept in vain.
 */
final class Generations {

    /** A cache may outlive the process, which begins to count anew. */
    private final String process = UUID.randomUUID().toString();

    private final Map<String, Long> writes = new ConcurrentHashMap<>();

    /** Part of the keys of results. */
    String current(VolumeRoot root) {
        return process + ":" + writes.getOrDefault(root.catalogVolume(), 0L);
    }

    /** Something has been written, or may have been. */
    void next(VolumeRoot root) {
        writes.merge(root.catalogVolume(), 1L, Long::sum);
    }
}
