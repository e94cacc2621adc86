package io.appkit.core.plugin;

import java.time.Duration;

/**
 * How long the parts of a plugin's stop may take.
 *
 * @param drain until running work has ended by itself
 * @param abort until running work has ended after it was told to
 * @param stop the plugin's own stop
 */
record StopTimes(Duration drain, Duration abort, Duration stop) {

    private static final Duration ABORT = Duration.ofSeconds(2);
    private static final Duration STOP = Duration.ofSeconds(6);

    /** Another version has taken over, or none is left. */
    static final StopTimes SWAP = new StopTimes(Duration.ofSeconds(10), ABORT, STOP);

    /** Nothing has been served. */
    static final StopTimes UNUSED = new StopTimes(Duration.ZERO, ABORT, STOP);
}
