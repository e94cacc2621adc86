package io.appkit.core.execution;

import io.appkit.api.Registration;
import io.appkit.api.execution.CacheStore;
import java.time.Duration;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Which store is in use: one that has passed its check, or none. Keeps the one in use tidy. */
final class StoreChoice implements AutoCloseable {

    /** For calls that nobody's answer waits for. */
    static final Duration LONG_CALL = Duration.ofSeconds(10);

    private static final Logger LOG = LoggerFactory.getLogger(StoreChoice.class);
    private static final Duration CHECK_AGAIN = Duration.ofSeconds(30);
    private static final Duration TIDY = Duration.ofMinutes(5);

    private final StoreTiming timing;
    private final LongSupplier maxBytes;
    private final Runnable onUse;
    private final LongAdder failures = new LongAdder();
    private @Nullable GuardedStore candidate;
    private Registration next = () -> {};
    private volatile @Nullable GuardedStore inUse;

    /**
     * Creates it.
     *
     * @param maxBytes most bytes in the store
     * @param onUse run when a store is taken into use
     */
    StoreChoice(StoreTiming timing, LongSupplier maxBytes, Runnable onUse) {
        this.timing = timing;
        this.maxBytes = maxBytes;
        this.onUse = onUse;
    }

    /** The store to use; null for none. */
    @Nullable
    GuardedStore inUse() {
        return inUse;
    }

    /** Calls that failed or were left out. */
    long failures() {
        return failures.sum();
    }

    /** Takes a store into use, in place of an earlier one, once it has passed its check. */
    synchronized void offer(CacheStore store) {
        close();
        GuardedStore offered = new GuardedStore(store, timing, failures);
        candidate = offered;
        check(offered, true);
    }

    /** Lets a store go. */
    synchronized void withdraw(CacheStore store) {
        if (candidate != null && candidate.guards(store)) {
            close();
        }
    }

    @Override
    public synchronized void close() {
        inUse = null;
        next.close();
        if (candidate != null) {
            candidate.close();
            candidate = null;
        }
    }

    private void check(GuardedStore store, boolean first) {
        store.attempt(LONG_CALL, known -> {
                    known.check();
                    return true;
                })
                .whenComplete((passed, error) -> checked(store, first, error));
    }

    private synchronized void checked(GuardedStore store, boolean first, @Nullable Throwable error) {
        if (candidate != store) {
            return;
        }
        if (error != null) {
            if (first) {
                LOG.warn(
                        "The cache's store is not used, since its check failed: {}",
                        Failures.unwrap(error).toString());
            }
            next = timing.after(CHECK_AGAIN, () -> checkAgain(store));
            return;
        }
        LOG.info("Results are kept in the cache's store");
        onUse.run();
        inUse = store;
        next = timing.after(TIDY, () -> tidyRegularly(store));
    }

    private synchronized void checkAgain(GuardedStore store) {
        if (candidate == store) {
            check(store, false);
        }
    }

    private synchronized void tidyRegularly(GuardedStore store) {
        if (candidate == store) {
            tidy(store);
            next = timing.after(TIDY, () -> tidyRegularly(store));
        }
    }

    /** Removes what has expired, and what is too much. */
    void tidy(GuardedStore store) {
        store.call(LONG_CALL, known -> known.trim(timing.now(), maxBytes.getAsLong()));
    }
}
