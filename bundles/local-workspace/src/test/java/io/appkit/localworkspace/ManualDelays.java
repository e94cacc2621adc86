package io.appkit.localworkspace;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;

/** Delays that pass when a test says so. */
final class ManualDelays implements Delays {

    private record Waiting(Duration delay, Runnable action, CompletableFuture<Void> handle) {}

    private final List<Waiting> waiting = new ArrayList<>();

    @Override
    public synchronized Future<?> after(Duration delay, Runnable action) {
        Waiting entry = new Waiting(delay, action, new CompletableFuture<>());
        waiting.add(entry);
        return entry.handle();
    }

    /** Lets every delay of up to {@code most} that is pending pass. */
    void pass(Duration most) {
        List<Waiting> due;
        synchronized (this) {
            waiting.removeIf(entry -> entry.handle().isCancelled());
            due = waiting.stream()
                    .filter(entry -> entry.delay().compareTo(most) <= 0)
                    .toList();
            waiting.removeAll(due);
        }
        due.forEach(entry -> entry.action().run());
    }

    synchronized boolean pending(Duration delay) {
        return waiting.stream()
                .anyMatch(
                        entry -> entry.delay().equals(delay) && !entry.handle().isCancelled());
    }
}
