package io.appkit.files.operation;

import io.appkit.api.Registration;
import io.appkit.api.execution.Cancellation;
import io.appkit.api.execution.CancellationSource;
import io.appkit.files.failure.Failures;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/** What is under way. When the plugin stops, reading ends at once, and writing gets some time to end by itself. */
public final class OpenWork implements AutoCloseable {

    private final Duration patience;
    private final Set<CancellationSource> reads = new HashSet<>();
    private final Set<CancellationSource> writes = new HashSet<>();

    /**
     * Creates it.
     *
     * @param patience how long writes may take to end by themselves
     */
    public OpenWork(Duration patience) {
        this.patience = patience;
    }

    /**
     * Does something that changes nothing.
     *
     * @param wanted ends it
     * @param work given what ends it: that, or the end of the plugin
     */
    public <T> CompletionStage<T> read(Cancellation wanted, Function<Cancellation, CompletionStage<T>> work) {
        return run(reads, wanted, work);
    }

    /** Does something that changes files; see {@link #read}. */
    public <T> CompletionStage<T> write(Cancellation wanted, Function<Cancellation, CompletionStage<T>> work) {
        return run(writes, wanted, work);
    }

    private <T> CompletionStage<T> run(
            Set<CancellationSource> open, Cancellation wanted, Function<Cancellation, CompletionStage<T>> work) {
        CancellationSource end = new CancellationSource(wanted.span());
        synchronized (this) {
            open.add(end);
        }
        Registration unwanted = wanted.onCancel(end::cancel);
        return Failures.start(() -> work.apply(end)).whenComplete((result, error) -> {
            unwanted.close();
            synchronized (this) {
                open.remove(end);
                notifyAll();
            }
        });
    }

    @Override
    public void close() {
        end(reads);
        awaitWrites();
        end(writes);
    }

    private synchronized void awaitWrites() {
        long end = System.nanoTime() + patience.toNanos();
        try {
            long left = patience.toNanos();
            while (!writes.isEmpty() && left > 0) {
                TimeUnit.NANOSECONDS.timedWait(this, left);
                left = end - System.nanoTime();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void end(Set<CancellationSource> open) {
        Set<CancellationSource> ending;
        synchronized (this) {
            ending = Set.copyOf(open);
        }
        ending.forEach(CancellationSource::cancel);
    }
}
