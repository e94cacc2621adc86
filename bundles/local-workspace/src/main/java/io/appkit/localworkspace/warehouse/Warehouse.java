package io.appkit.localworkspace.warehouse;

import io.appkit.localworkspace.Delays;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** The one SQL warehouse: running at first, and as slow to start and stop as people allow it to be. */
public final class Warehouse {

    /** A state as the API names it. */
    public enum State {
        STARTING,
        RUNNING,
        STOPPING,
        STOPPED
    }

    private final String id;
    private final Delays delays;
    private final Duration transition;
    private State state = State.RUNNING;
    private boolean restart;
    private CompletableFuture<Void> running = CompletableFuture.completedFuture(null);

    /**
     * A running warehouse.
     *
     * @param transition how long a start takes, and a stop
     */
    public Warehouse(String id, Delays delays, Duration transition) {
        this.id = id;
        this.delays = delays;
        this.transition = transition;
    }

    /** Its id. */
    public String id() {
        return id;
    }

    /** Its state now. */
    public synchronized State state() {
        return state;
    }

    /** Starts it, at once or after a stop under way; nothing if it runs or starts. */
    public synchronized void start() {
        switch (state) {
            case STOPPED -> begin(State.STARTING);
            case STOPPING -> restart = true;
            case STARTING, RUNNING -> {}
        }
    }

    /** Stops it; nothing if it is stopped or stops. */
    public synchronized void stop() {
        restart = false;
        if (state == State.RUNNING) {
            running = new CompletableFuture<>();
        }
        if (state == State.RUNNING || state == State.STARTING) {
            begin(State.STOPPING);
        }
    }

    /** Completes once it runs; starts it if need be, as a statement does. */
    public synchronized CompletionStage<Void> runningForStatement() {
        start();
        return running.copy();
    }

    private void begin(State next) {
        state = next;
        delays.after(transition, () -> settle(next));
    }

    private void settle(State from) {
        CompletableFuture<Void> started = null;
        synchronized (this) {
            if (state != from) {
                return;
            }
            if (from == State.STARTING) {
                state = State.RUNNING;
                started = running;
            } else {
                state = State.STOPPED;
                if (restart) {
                    restart = false;
                    begin(State.STARTING);
                }
            }
        }
        if (started != null) {
            started.complete(null);
        }
    }
}
