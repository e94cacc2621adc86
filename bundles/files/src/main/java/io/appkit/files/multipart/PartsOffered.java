package io.appkit.files.multipart;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** Remembers for a while that the workspace does not take files in parts. */
final class PartsOffered {

    private static final long MEMORY = Duration.ofHours(1).toNanos();

    private final LongSupplier nanos;
    private final AtomicReference<@Nullable Long> refused = new AtomicReference<>();

    /**
     * Creates it.
     *
     * @param nanos counts as {@link System#nanoTime}
     */
    PartsOffered(LongSupplier nanos) {
        this.nanos = nanos;
    }

    boolean perhaps() {
        Long since = refused.get();
        return since == null || nanos.getAsLong() - since > MEMORY;
    }

    void refused() {
        refused.set(nanos.getAsLong());
    }
}
