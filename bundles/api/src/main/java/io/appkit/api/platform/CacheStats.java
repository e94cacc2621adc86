package io.appkit.api.platform;

/**
 * Counts of the cache of results; those of events since the start.
 *
 * @param enabled whether it keeps anything
 * @param persistent whether it keeps results in a store outside this process; if so, the next three are 0
 * @param entries number of results in it, some of which may have expired
 * @param bytes their size, with what keeping them costs
 * @param maxBytes most bytes it keeps
 * @param hits calls answered from it
 * @param shared calls that joined an equal one which was already running
 * @param misses calls that did the work
 * @param evictions results that gave way to others
 * @param tooLarge results that were not kept because of their size
 * @param failures calls of the store that failed or were left out since it had failed shortly before
 */
public record CacheStats(
        boolean enabled,
        boolean persistent,
        long entries,
        long bytes,
        long maxBytes,
        long hits,
        long shared,
        long misses,
        long evictions,
        long tooLarge,
        long failures) {}
