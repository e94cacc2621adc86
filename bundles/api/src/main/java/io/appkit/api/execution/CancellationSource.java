package io.appkit.api.execution;

import io.appkit.api.Registration;
import io.appkit.api.telemetry.Span;
import java.util.ArrayList;
import java.util.List;

/** The cancelling end of a {@link Cancellation}. */
public final class CancellationSource implements Cancellation {

    private final List<Runnable> actions = new ArrayList<>();
    private final Span span;
    private boolean cancelled;

    /** For work that is not traced. */
    public CancellationSource() {
        this(Span.NONE);
    }

    /** For work that is part of a span. */
    public CancellationSource(Span span) {
        this.span = span;
    }

    /** Cancels; later calls do nothing. Runs the registered actions on this thread. */
    public void cancel() {
        List<Runnable> due;
        synchronized (this) {
            if (cancelled) {
                return;
            }
            cancelled = true;
            due = List.copyOf(actions);
            actions.clear();
        }
        due.forEach(Runnable::run);
    }

    @Override
    public synchronized boolean isCancelled() {
        return cancelled;
    }

    @Override
    public Registration onCancel(Runnable action) {
        synchronized (this) {
            if (!cancelled) {
                actions.add(action);
                return () -> remove(action);
            }
        }
        action.run();
        return () -> {};
    }

    @Override
    public Span span() {
        return span;
    }

    private synchronized void remove(Runnable action) {
        actions.remove(action);
    }
}
