package io.appkit.files.multipart;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The files of one upload, each used for one part after the other. Safe for use by many threads. */
final class Slots implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Slots.class);

    private final Spool spool;

    /** All below is guarded by this. */
    private final Deque<SpoolSlot> free = new ArrayDeque<>();

    private final Set<SpoolSlot> all = new HashSet<>();
    private boolean failed;

    Slots(Spool spool) {
        this.spool = spool;
    }

    /** A file for a part; null if parts cannot be kept. */
    synchronized @Nullable SpoolSlot take() {
        if (failed) {
            return null;
        }
        SpoolSlot slot = free.poll();
        if (slot == null) {
            try {
                slot = spool.slot();
                all.add(slot);
            } catch (IOException e) {
                failed(e);
            }
        }
        return slot;
    }

    /** A part is kept no more. */
    synchronized void give(SpoolSlot slot) {
        free.add(slot);
    }

    /** Parts cannot be kept. Later ones are not tried, lest each of them fails in the middle. */
    synchronized void failed(IOException error) {
        if (!failed) {
            LOG.warn("Parts of an upload cannot be kept in files, and are not sent again: {}", error.toString());
        }
        failed = true;
    }

    @Override
    public synchronized void close() {
        failed = true;
        all.forEach(Spool::close);
    }
}
