package io.appkit.core.plugin;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * What the end of the whole server leaves for plugins (contract: server, section 7): 12 s for everything. The time runs from
 * the beginning of the end and is the same for all plugins. By then connections have had their part of it: what still runs is
 * work of plugins for each other, such as a file that is being written.
 */
final class ShutdownBudget {

    /** The rest is for the launcher and for what else the framework stops. */
    private static final Duration PLUGINS = Duration.ofMillis(10_500);

    /** As long as a plugin's own stop still has its full time. */
    private static final Duration DRAIN = PLUGINS.minus(StopTimes.SWAP.stop());

    private final LongSupplier nanos;
    private final long begun;

    ShutdownBudget(LongSupplier nanos) {
        this.nanos = nanos;
        this.begun = nanos.getAsLong();
    }

    StopTimes times() {
        Duration drain = left(DRAIN, DRAIN);
        // Streams were told at once.
        return new StopTimes(drain, Duration.ZERO, left(PLUGINS.minus(drain), StopTimes.SWAP.stop()));
    }

    private Duration left(Duration end, Duration most) {
        Duration left = end.minusNanos(nanos.getAsLong() - begun);
        return left.isNegative() ? Duration.ZERO : left.compareTo(most) < 0 ? left : most;
    }
}
