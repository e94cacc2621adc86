package io.appkit.analytics.service;

import io.appkit.api.Caller;
import io.appkit.api.execution.Cancellation;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * For whom and how long the calls of Java code are made.
 *
 * @param caller null for the app itself
 * @param limit zero for none
 * @param wanted ends them
 */
public record CallTerms(@Nullable Caller caller, Duration limit, Cancellation wanted) {

    public static final CallTerms APP = new CallTerms(null, Duration.ZERO, Cancellation.NEVER);

    public CallTerms asUser(Caller user) {
        return new CallTerms(user, limit, wanted);
    }

    public CallTerms within(Duration time) {
        if (time.isNegative() || time.isZero()) {
            throw new IllegalArgumentException("The limit must be positive: " + time);
        }
        return new CallTerms(caller, time, wanted);
    }

    public CallTerms until(Cancellation cancellation) {
        return new CallTerms(caller, limit, cancellation);
    }
}
