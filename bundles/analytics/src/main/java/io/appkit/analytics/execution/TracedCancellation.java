package io.appkit.analytics.execution;

import io.appkit.api.Registration;
import io.appkit.api.execution.Cancellation;
import io.appkit.api.telemetry.Span;

/**
 * A cancellation for a part of the work.
 *
 * @param whole of the work as a whole
 * @param span of the part
 */
record TracedCancellation(Cancellation whole, Span span) implements Cancellation {

    @Override
    public boolean isCancelled() {
        return whole.isCancelled();
    }

    @Override
    public Registration onCancel(Runnable action) {
        return whole.onCancel(action);
    }
}
