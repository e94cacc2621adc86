package io.appkit.localworkspace.statement;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Ended statements with their results, the oldest forgotten first: bounded in number, size and age. */
final class FinishedStatements implements AutoCloseable {

    private static final int MAX_COUNT = 1000;
    private static final long MAX_BYTES = 64L * 1024 * 1024;
    private static final int MAX_FILES = 200;
    private static final long MAX_FILE_BYTES = 2L * 1024 * 1024 * 1024;
    private static final Duration MAX_AGE = Duration.ofHours(1);

    private record Entry(Statement statement, long bytes, long fileBytes, Instant ended) {}

    private final Clock clock;
    private final Map<String, Entry> byId = new LinkedHashMap<>();
    private long bytes;
    private int files;
    private long fileBytes;
    private boolean closed;

    FinishedStatements(Clock clock) {
        this.clock = clock;
    }

    synchronized void add(Statement statement) {
        long size = 0;
        long inFile = 0;
        if (statement.outcome() instanceof Outcome.Succeeded succeeded) {
            inFile = succeeded.result().bytesInFile();
            size = succeeded.result().bytes() - inFile;
        }
        byId.put(statement.id(), new Entry(statement, size, inFile, clock.instant()));
        bytes += size;
        fileBytes += inFile;
        files += inFile > 0 ? 1 : 0;
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
            if (!closed && (byId.size() == 1 || room()) && entry.ended().isAfter(oldest)) {
                return;
            }
            entries.remove();
            bytes -= entry.bytes();
            fileBytes -= entry.fileBytes();
            files -= entry.fileBytes() > 0 ? 1 : 0;
            if (entry.statement().outcome() instanceof Outcome.Succeeded succeeded) {
                succeeded.result().discard();
            }
        }
    }

    private boolean room() {
        return byId.size() <= MAX_COUNT && bytes <= MAX_BYTES && files <= MAX_FILES && fileBytes <= MAX_FILE_BYTES;
    }

    /** Forgets all, and at once what is still added. */
    @Override
    public synchronized void close() {
        closed = true;
        forget();
    }
}
