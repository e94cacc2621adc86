package io.appkit.core.execution;

import io.appkit.api.Registration;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** The time of the calls of a store. */
interface StoreTiming {

    /** What time it is. */
    Instant now();

    /** Runs an action later, unless the result is closed before. */
    Registration after(Duration delay, Runnable action);

    /** The system's time. */
    static StoreTiming of(ScheduledExecutorService scheduler) {
        return new StoreTiming() {
            @Override
            public Instant now() {
                return Instant.now();
            }

            @Override
            public Registration after(Duration delay, Runnable action) {
                try {
                    Future<?> task = scheduler.schedule(action, delay.toMillis(), TimeUnit.MILLISECONDS);
                    return () -> task.cancel(false);
                } catch (RejectedExecutionException e) {
                    return () -> {};
                }
            }
        };
    }
}
