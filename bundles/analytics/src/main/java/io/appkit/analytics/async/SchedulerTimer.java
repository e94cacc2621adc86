package io.appkit.analytics.async;

import io.appkit.api.Registration;
import java.time.Duration;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Real time, on one thread. */
public final class SchedulerTimer implements Timer {

    private final ScheduledThreadPoolExecutor scheduler;

    public SchedulerTimer() {
        // A late answer may ask for a further poll while the plugin stops: that poll is not wanted any more.
        scheduler = new ScheduledThreadPoolExecutor(1, SchedulerTimer::thread, new ThreadPoolExecutor.DiscardPolicy());
        scheduler.setRemoveOnCancelPolicy(true);
    }

    private static Thread thread(Runnable task) {
        Thread thread = new Thread(task, "appkit-analytics");
        thread.setDaemon(true);
        return thread;
    }

    @Override
    public long millis() {
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime());
    }

    @Override
    public Registration in(Duration delay, Runnable task) {
        ScheduledFuture<?> scheduled = scheduler.schedule(task, delay.toMillis(), TimeUnit.MILLISECONDS);
        return () -> scheduled.cancel(false);
    }

    @Override
    public void close() {
        scheduler.shutdownNow();
    }
}
