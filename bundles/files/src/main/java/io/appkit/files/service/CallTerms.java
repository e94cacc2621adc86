package io.appkit.files.service;

import io.appkit.api.Caller;
import io.appkit.api.execution.Cancellation;
import java.time.Duration;
import java.util.Optional;

/**
 * For whom and how long the calls of Java code are made.
 *
 * @param caller empty for the app itself
 * @param limit empty for none
 * @param wanted ends them
 */
public record CallTerms(Optional<Caller> caller, Optional<Duration> limit, Cancellation wanted) {

    public static final CallTerms APP = new CallTerms(Optional.empty(), Optional.empty(), Cancellation.NEVER);

    CallTerms asUser(Caller user) {
        return new CallTerms(Optional.of(user), limit, wanted);
    }

    CallTerms within(Duration time) {
        if (time.isNegative() || time.isZero()) {
            throw new IllegalArgumentException("The limit must be positive: " + time);
        }
        return new CallTerms(caller, Optional.of(time), wanted);
    }

    CallTerms until(Cancellation cancellation) {
        return new CallTerms(caller, limit, cancellation);
    }
}
