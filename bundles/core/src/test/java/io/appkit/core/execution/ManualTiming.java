package io.appkit.core.execution;

import io.appkit.api.Registration;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Time that passes only when told to. */
final class ManualTiming implements StoreTiming {

    private record Task(Instant due, Runnable action) {}

    private final List<Task> tasks = new ArrayList<>();
    private Instant now = Instant.EPOCH;

    @Override
    public synchronized Instant now() {
        return now;
    }

    @Override
    public synchronized Registration after(Duration delay, Runnable action) {
        Task task = new Task(now.plus(delay), action);
        tasks.add(task);
        return () -> remove(task);
    }

    private synchronized void remove(Task task) {
        tasks.remove(task);
    }

    void pass(Duration time) {
        Instant end = now().plus(time);
        for (Optional<Task> next = next(end); next.isPresent(); next = next(end)) {
            next.get().action().run();
        }
    }

    private synchronized Optional<Task> next(Instant end) {
        Optional<Task> next =
                tasks.stream().filter(task -> !task.due().isAfter(end)).min(Comparator.comparing(Task::due));
        next.ifPresent(tasks::remove);
        now = next.map(Task::due).orElse(end);
        return next;
    }
}
