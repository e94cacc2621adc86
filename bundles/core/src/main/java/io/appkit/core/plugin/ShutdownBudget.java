package io.appkit.core.plugin;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * What the end of the whole server leaves for plugins (contract: server, section 7): 12 s for everything, of which running
 * responses get 8 s. The time runs from the beginning of the end and is the same for all plugins.
 */
final class ShutdownBudget {

    private static final Duration RESPONSES = Duration.ofSeconds(8);

    /** The rest is for the launcher and for what else the framework stops. */
    private static final Duration PLUGINS = Duration.ofMillis(10_500);

    /** What runs once the connections are gone is work of plugins for each other. */
    private static final Duration LONGEST_DRAIN = Duration.ofSeconds(1);

    private final LongSupplier nanos;
    private final long begun;

    ShutdownBudget(LongSupplier nanos) {
        this.nanos = nanos;
        this.begun = nanos.getAsLong();
    }

    StopTimes times() {
        Duration drain = left(RESPONSES, LONGEST_DRAIN);
        // Streams were told at once.
        return new StopTimes(drain, Duration.ZERO, left(PLUGINS.minus(drain), StopTimes.SWAP.stop()));
    }

    private Duration left(Duration end, Duration most) {
        Duration left = end.minusNanos(nanos.getAsLong() - begun);
        return left.isNegative() ? Duration.ZERO : left.compareTo(most) < 0 ? left : most;
    }
}
