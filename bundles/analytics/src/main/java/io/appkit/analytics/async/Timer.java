package io.appkit.analytics.async;

import io.appkit.api.Registration;
import java.time.Duration;

/** The passing of time, as polling needs it. */
public interface Timer extends AutoCloseable {

    /** Milliseconds since some fixed moment; never goes back. */
    long millis();

    /**
     * Runs a task later. Tasks run one at a time.
     *
     * @param delay from now
     * @param task must not block
     * @return takes the task back
     */
    Registration in(Duration delay, Runnable task);

    /** Drops what is still to come. */
    @Override
    void close();
}
