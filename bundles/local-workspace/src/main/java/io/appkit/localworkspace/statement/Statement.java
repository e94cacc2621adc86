package io.appkit.localworkspace.statement;

import io.appkit.localworkspace.engine.Interrupt;
import io.appkit.localworkspace.engine.Query;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** One statement from its arrival until it is forgotten. */
final class Statement {

    private final String id = UUID.randomUUID().toString();
    private final String submitter;
    private final Query query;
    private final Interrupt interrupt = new Interrupt();
    private final CompletableFuture<Outcome> outcome = new CompletableFuture<>();
    private volatile boolean begun;
    private volatile boolean running;

    /**
     * A statement.
     *
     * @param submitter id of who may see it
     */
    Statement(String submitter, Query query) {
        this.submitter = submitter;
        this.query = query;
    }

    String id() {
        return id;
    }

    String submitter() {
        return submitter;
    }

    Query query() {
        return query;
    }

    Interrupt interrupt() {
        return interrupt;
    }

    /** How it ended; null while it has not. */
    @Nullable
    Outcome outcome() {
        return outcome.getNow(null);
    }

    /** Completes when it has ended. */
    CompletionStage<Outcome> whenEnded() {
        return outcome.copy();
    }

    /** Whether it has left the queue. */
    boolean begun() {
        return begun;
    }

    /** Whether a thread runs it. */
    boolean running() {
        return running;
    }

    /** Notes that a thread runs it; false if it has ended before. */
    boolean begin() {
        begun = true;
        running = true;
        if (outcome.isDone()) {
            running = false;
        }
        return running;
    }

    /** Notes that no thread runs it any more. */
    void leave() {
        running = false;
    }

    /** Ends it; the first end counts. */
    boolean end(Outcome how) {
        return outcome.complete(how);
    }
}
