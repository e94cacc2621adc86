package io.appkit.api.execution;

import java.time.Duration;

/**
 * How often and how long to try.
 *
 * @param timeout of each try; zero for none
 * @param attempts tries in all, at least 1
 * @param initialDelay upper bound of the random wait before the second try, doubled for each further one
 * @param maxDelay upper bound of any wait
 * @param traced whether each try has a span {@code plugin.execute}
 */
public record Policy(Duration timeout, int attempts, Duration initialDelay, Duration maxDelay, boolean traced) {

    /** Checks the number of attempts. */
    public Policy {
        if (attempts < 1) {
            throw new IllegalArgumentException("attempts must be at least 1: " + attempts);
        }
    }

    /** With a span for each try. */
    public Policy(Duration timeout, int attempts, Duration initialDelay, Duration maxDelay) {
        this(timeout, attempts, initialDelay, maxDelay, true);
    }

    /** The same without spans, for work whose parts have their own. */
    public Policy untraced() {
        return new Policy(timeout, attempts, initialDelay, maxDelay, false);
    }

    /** One try with the given timeout. */
    public static Policy once(Duration timeout) {
        return new Policy(timeout, 1, Duration.ZERO, Duration.ZERO);
    }
}
