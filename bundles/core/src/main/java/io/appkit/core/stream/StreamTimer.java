package io.appkit.core.stream;

import io.appkit.api.Registration;
import java.time.Duration;
import java.time.Instant;

/** The time of event streams: heartbeats, graces, lifetimes. The actions must not block. */
interface StreamTimer {

    Instant now();

    /** Runs {@code action} once, unless the registration is closed before. */
    Registration after(Duration delay, Runnable action);

    /** Runs {@code action} again and again until the registration is closed. */
    Registration every(Duration period, Runnable action);
}
