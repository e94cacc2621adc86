package io.appkit.api.execution;

import io.appkit.api.Registration;
import io.appkit.api.telemetry.Span;

/**
 * What travels with a piece of work: it tells when the result is not wanted any more, and which span the work is part of.
 * Safe for use by many threads.
 */
public interface Cancellation {

    /** A cancellation that never happens. */
    Cancellation NEVER = new Cancellation() {
        @Override
        public boolean isCancelled() {
            return false;
        }

        @Override
        public Registration onCancel(Runnable action) {
            return () -> {};
        }
    };

    /** Whether it has happened. */
    boolean isCancelled();

    /**
     * Runs {@code action} once when cancelled, or at once if it has happened already. The action must not block.
     *
     * @return removes the action again
     */
    Registration onCancel(Runnable action);

    /** The span that the work is part of; {@link Span#NONE} if it is not traced. */
    default Span span() {
        return Span.NONE;
    }
}
