package io.appkit.auth.session;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.atomic.AtomicLong;

/** Moments in microseconds, each later than the one before, however coarse the clock is and wherever it is set. */
final class Stamps {

    private final Clock clock;
    private final AtomicLong last = new AtomicLong();

    Stamps(Clock clock) {
        this.clock = clock;
    }

    Instant next() {
        long now = ChronoUnit.MICROS.between(Instant.EPOCH, clock.instant());
        return Instant.EPOCH.plus(last.updateAndGet(before -> Math.max(before + 1, now)), ChronoUnit.MICROS);
    }

    /** Lets all moments that follow be later than this one. */
    void passed(Instant moment) {
        long micros = ChronoUnit.MICROS.between(Instant.EPOCH, moment);
        last.accumulateAndGet(micros, Math::max);
    }
}
