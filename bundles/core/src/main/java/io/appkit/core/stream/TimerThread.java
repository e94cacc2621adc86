package io.appkit.core.stream;

import io.appkit.api.Registration;
import io.appkit.core.DaemonThreads;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor.DiscardPolicy;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The time of all event streams on one thread. */
final class TimerThread implements StreamTimer, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(TimerThread.class);

    private final ScheduledThreadPoolExecutor thread =
            new ScheduledThreadPoolExecutor(1, DaemonThreads.named("appkit-streams"), new DiscardPolicy());

    TimerThread() {
        thread.setRemoveOnCancelPolicy(true);
        thread.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    }

    @Override
    public Instant now() {
        return Instant.now();
    }

    @Override
    public Registration after(Duration delay, Runnable action) {
        return cancelling(thread.schedule(guarded(action), delay.toMillis(), TimeUnit.MILLISECONDS));
    }

    @Override
    public Registration every(Duration period, Runnable action) {
        long millis = period.toMillis();
        return cancelling(thread.scheduleAtFixedRate(guarded(action), millis, millis, TimeUnit.MILLISECONDS));
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }

    private static Registration cancelling(Future<?> task) {
        return () -> task.cancel(false);
    }

    /** A cancelled work's own action may throw; a heartbeat must go on nevertheless. */
    private static Runnable guarded(Runnable action) {
        return () -> {
            try {
                action.run();
            } catch (RuntimeException e) {
                LOG.error("An event stream's timed action failed", e);
            }
        };
    }
}
