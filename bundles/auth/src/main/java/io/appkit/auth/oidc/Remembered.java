package io.appkit.auth.oidc;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Something that is asked for elsewhere, by one thread at a time, and kept for a while. A failure is kept for two seconds,
 * so that requests do not queue up behind something that is down; what was known before is used on meanwhile.
 *
 * @param <T> it
 */
public final class Remembered<T> {

    /** Asks for it. */
    @FunctionalInterface
    public interface Source<T> {

        /** Blocks for a bounded time. */
        T ask() throws IOException;
    }

    private record Kept<T>(T value, Instant until) {}

    private record Failure(String message, Instant until) {}

    private static final Logger LOG = LoggerFactory.getLogger(Remembered.class);
    private static final Duration AFTER_FAILURE = Duration.ofSeconds(2);
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final Source<T> source;
    private final Duration life;
    private final Clock clock;
    private final ReentrantLock asking = new ReentrantLock();
    private volatile @Nullable Kept<T> kept;
    private volatile @Nullable Failure failure;

    /**
     * Remembers nothing yet.
     *
     * @param source where to ask
     * @param life how long an answer is good
     * @param clock tells the time
     */
    public Remembered(Source<T> source, Duration life, Clock clock) {
        this.source = source;
        this.life = life;
        this.clock = clock;
    }

    /** What is known, be it out of date; empty if nothing is. */
    Optional<T> known() {
        Kept<T> present = kept;
        return present == null ? Optional.empty() : Optional.of(present.value);
    }

    /** What is known, else what the source says. */
    public T get() throws IOException {
        Kept<T> present = kept;
        if (present != null && clock.instant().isBefore(present.until)) {
            return present.value;
        }
        if (!await(present == null)) {
            return known().orElseThrow(() -> new IOException("others have been waiting for an answer for too long"));
        }
        try {
            return ask();
        } finally {
            asking.unlock();
        }
    }

    private boolean await(boolean patiently) throws IOException {
        try {
            return patiently ? asking.tryLock(PATIENCE.toMillis(), TimeUnit.MILLISECONDS) : asking.tryLock();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw (IOException) new InterruptedIOException("interrupted").initCause(e);
        }
    }

    private T ask() throws IOException {
        Kept<T> present = kept;
        if (present != null && clock.instant().isBefore(present.until)) {
            return present.value;
        }
        try {
            Failure last = failure;
            if (last != null && clock.instant().isBefore(last.until)) {
                throw new IOException(last.message);
            }
            T value = source.ask();
            kept = new Kept<>(value, clock.instant().plus(life));
            failure = null;
            return value;
        } catch (IOException e) {
            if (failure == null || !clock.instant().isBefore(failure.until)) {
                failure = new Failure(
                        String.valueOf(e.getMessage()), clock.instant().plus(AFTER_FAILURE));
            }
            if (present == null) {
                throw e;
            }
            LOG.warn("What was known before is used on: {}", e.getMessage());
            return present.value;
        }
    }
}
