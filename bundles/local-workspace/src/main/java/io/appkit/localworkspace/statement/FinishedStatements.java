package io.appkit.localworkspace.statement;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Ended statements with their results, the oldest forgotten first: bounded in number, size and age. */
final class FinishedStatements {

    private static final int MAX_COUNT = 1000;
    private static final long MAX_BYTES = 64L * 1024 * 1024;
    private static final Duration MAX_AGE = Duration.ofHours(1);

    private record Entry(Statement statement, long bytes, Instant ended) {}

    private final Clock clock;
    private final Map<String, Entry> byId = new LinkedHashMap<>();
    private long bytes;

    FinishedStatements(Clock clock) {
        this.clock = clock;
    }

    synchronized void add(Statement statement) {
        long size = statement.outcome() instanceof Outcome.Succeeded succeeded
                ? succeeded.result().bytes()
                : 0;
        byId.put(statement.id(), new Entry(statement, size, clock.instant()));
        bytes += size;
        forget();
    }

    synchronized @Nullable Statement get(String id) {
        forget();
        Entry entry = byId.get(id);
        return entry == null ? null : entry.statement();
    }

    private void forget() {
        Instant oldest = clock.instant().minus(MAX_AGE);
        Iterator<Entry> entries = byId.values().iterator();
        while (entries.hasNext()) {
            Entry entry = entries.next();
            boolean room = byId.size() <= MAX_COUNT && (bytes <= MAX_BYTES || byId.size() == 1);
            if (room && entry.ended().isAfter(oldest)) {
                return;
            }
            entries.remove();
            bytes -= entry.bytes();
        }
    }
}
