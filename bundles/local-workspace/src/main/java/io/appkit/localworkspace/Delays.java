package io.appkit.localworkspace;

import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Lets things happen later. */
public interface Delays {

    /**
     * Runs a short action after a delay.
     *
     * @return whose cancellation drops the action
     */
    Future<?> after(Duration delay, Runnable action);

    /** On one thread of its own. */
    final class Scheduled implements Delays, AutoCloseable {

        private final ScheduledThreadPoolExecutor executor;

        public Scheduled() {
            executor = new ScheduledThreadPoolExecutor(1, task -> {
                Thread thread = new Thread(task, "local-workspace-delays");
                thread.setDaemon(true);
                return thread;
            });
            executor.setRemoveOnCancelPolicy(true);
        }

        @Override
        public Future<?> after(Duration delay, Runnable action) {
            return executor.schedule(action, delay.toMillis(), TimeUnit.MILLISECONDS);
        }

        @Override
        public void close() {
            executor.shutdownNow();
        }
    }
}
