package io.appkit.api.execution;

import io.appkit.api.Registration;

/** Tells work that its result is not wanted any more. Safe for use by many threads. */
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
}
