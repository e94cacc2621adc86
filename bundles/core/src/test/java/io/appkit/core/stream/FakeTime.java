package io.appkit.core.stream;

import io.appkit.api.Registration;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Time that passes only when told to. */
final class FakeTime implements StreamTimer {

    private final List<Task> tasks = new ArrayList<>();
    private Instant now = Instant.EPOCH;

    private record Task(Instant due, Duration period, Runnable action) {}

    @Override
    public Instant now() {
        return now;
    }

    @Override
    public Registration after(Duration delay, Runnable action) {
        return add(new Task[] {new Task(now.plus(delay), Duration.ZERO, action)});
    }

    @Override
    public Registration every(Duration period, Runnable action) {
        Task[] next = new Task[1];
        next[0] = new Task(now.plus(period), period, () -> {
            action.run();
            if (next[0] != null) {
                next[0] = new Task(now.plus(period), period, next[0].action());
                tasks.add(next[0]);
            }
        });
        return add(next);
    }

    private Registration add(Task[] task) {
        tasks.add(task[0]);
        return () -> {
            tasks.remove(task[0]);
            task[0] = null;
        };
    }

    void pass(Duration time) {
        Instant end = now.plus(time);
        while (true) {
            Task next = tasks.stream()
                    .filter(task -> !task.due().isAfter(end))
                    .min(Comparator.comparing(Task::due))
                    .orElse(null);
            if (next == null) {
                now = end;
                return;
            }
            tasks.remove(next);
            now = next.due();
            next.action().run();
        }
    }

    /** Single actions that are still to come. */
    long pending() {
        return tasks.stream().filter(task -> task.period().isZero()).count();
    }
}
