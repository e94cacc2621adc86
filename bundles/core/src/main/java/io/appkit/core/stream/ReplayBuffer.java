package io.appkit.core.stream;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** The last messages of one stream, bounded by number and bytes. Not thread safe, apart from the total. */
final class ReplayBuffer {

    static final int MAX_EVENTS = 100;
    static final long MAX_BYTES = 8L << 20;

    private final Deque<Frame> frames = new ArrayDeque<>();
    private final AtomicLong total;
    private long bytes;

    /**
     * Creates an empty one.
     *
     * @param total bytes of all buffers together
     */
    ReplayBuffer(AtomicLong total) {
        this.total = total;
    }

    void add(Frame frame) {
        frames.add(frame);
        count(frame.length());
        while (frames.size() > MAX_EVENTS || bytes > MAX_BYTES) {
            count(-frames.remove().length());
        }
    }

    void clear() {
        frames.clear();
        count(-bytes);
    }

    long bytes() {
        return bytes;
    }

    List<Frame> all() {
        return List.copyOf(frames);
    }

    /** What followed a message; null if it is not, or no longer, here. */
    @Nullable
    List<Frame> after(UUID id) {
        List<Frame> after = null;
        for (Frame frame : frames) {
            if (after != null) {
                after.add(frame);
            } else if (id.equals(frame.id())) {
                after = new ArrayList<>();
            }
        }
        return after;
    }

    /** The newest message, which is the terminal one of a stream that has ended. */
    @Nullable
    Frame newest() {
        return frames.peekLast();
    }

    private void count(long added) {
        bytes += added;
        total.addAndGet(added);
    }
}
