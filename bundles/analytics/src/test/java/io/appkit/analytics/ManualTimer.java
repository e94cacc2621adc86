package io.appkit.analytics;

import io.appkit.analytics.async.Timer;
import io.appkit.api.Registration;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Time that passes when a test says so; tasks that are due at once run at once. */
public final class ManualTimer implements Timer {

    private record Task(long at, long order, Runnable action) {}

    private final List<Task> tasks = new ArrayList<>();
    private long now;
    private long order;
    private boolean running;

    @Override
    public synchronized long millis() {
        return now;
    }

    @Override
    public Registration in(Duration delay, Runnable action) {
        Task task;
        synchronized (this) {
            task = new Task(now + delay.toMillis(), order++, action);
            tasks.add(task);
        }
        runDue();
        return () -> {
            synchronized (this) {
                tasks.remove(task);
            }
        };
    }

    /** Whether a task waits that is due after exactly this time: others may be due earlier. */
    public synchronized boolean due(Duration time) {
        return tasks.stream().anyMatch(task -> task.at == now + time.toMillis());
    }

    public void advance(Duration time) {
        long end;
        synchronized (this) {
            end = now + time.toMillis();
        }
        while (true) {
            synchronized (this) {
                long next = tasks.stream().mapToLong(Task::at).min().orElse(Long.MAX_VALUE);
                if (next > end) {
                    now = end;
                    return;
                }
                now = Math.max(now, next);
            }
            runDue();
        }
    }

    private void runDue() {
        synchronized (this) {
            if (running) {
                return;
            }
            running = true;
        }
        while (true) {
            Task due;
            synchronized (this) {
                due = tasks.stream()
                        .filter(task -> task.at <= now)
                        .min(Comparator.comparingLong(Task::at).thenComparingLong(Task::order))
                        .orElse(null);
                if (due == null) {
                    running = false;
                    return;
                }
                tasks.remove(due);
            }
            due.action.run();
        }
    }

    @Override
    public synchronized void close() {
        tasks.clear();
    }
}
