package io.appkit.workspace;

import io.appkit.api.Registration;
import java.time.Duration;

/** Runs actions later, without a thread waiting. */
interface Timer {

    /**
     * Runs {@code action} once {@code delay} has passed.
     *
     * @return keeps it from running, if it has not run
     */
    Registration after(Duration delay, Runnable action);

    /** Its time, as {@link System#nanoTime} counts. */
    default long nanos() {
        return System.nanoTime();
    }
}
