package io.appkit.auth.session;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The newest state of sessions whose tokens were renewed here: a renewal takes away the refresh token that the browser's
 * cookie holds, so until the browser has the new cookie it is known here alone. One that the browser has never shown is
 * kept to the end of the session, since the page may have been closed before its next request. One that it has shown is
 * kept for ten minutes more, by when the access token of the old cookie is over as well: twice what an answer may take to
 * begin, while a warehouse starts, and with it the news of the new cookie. The oldest go when there is no room: their callers sign in again.
 */
final class Rotations {

    static final Duration SHOWN = Duration.ofMinutes(10);

    private static final class Rotation {
        final SessionState state;
        final String sealed;
        volatile Instant until;
        volatile boolean shown;

        Rotation(SessionState state, String sealed, Instant until) {
            this.state = state;
            this.sealed = sealed;
            this.until = until;
        }

        long weight() {
            return (long) state.weight() + sealed.length();
        }
    }

    /**
     * A state.
     *
     * @param state it
     * @param sealed its cookie's text; empty if the browser has it
     */
    record Newest(SessionState state, Optional<String> sealed) {}

    private final ConcurrentHashMap<String, Rotation> found = new ConcurrentHashMap<>();
    private final Map<String, Rotation> oldestFirst = new LinkedHashMap<>();
    private final long maxBytes;
    private long bytes;
    private Instant swept = Instant.MIN;

    Rotations(long maxBytes) {
        this.maxBytes = maxBytes;
    }

    /** The newest state that is known here of the session of a cookie. */
    Newest newest(SessionState shown, Instant now) {
        Rotation rotation = found.get(shown.id());
        if (rotation == null || !now.isBefore(rotation.until)) {
            return new Newest(shown, Optional.empty());
        } else if (rotation.state.generation() > shown.generation()) {
            return new Newest(rotation.state, Optional.of(rotation.sealed));
        } else if (!rotation.shown) {
            rotation.shown = true;
            rotation.until = now.plus(SHOWN);
        }
        return new Newest(shown, Optional.empty());
    }

    /** Whether newer tokens than these are known. */
    boolean supersedes(SessionState state) {
        Rotation rotation = found.get(state.id());
        return rotation != null && rotation.state.generation() > state.generation();
    }

    synchronized void put(SessionState state, String sealed, Instant now, Instant end) {
        remove(state.id());
        Rotation rotation = new Rotation(state, sealed, end);
        found.put(state.id(), rotation);
        oldestFirst.put(state.id(), rotation);
        bytes += rotation.weight();
        if (now.isAfter(swept.plusSeconds(60))) {
            swept = now;
            dropOver(now);
        }
        dropOldest();
    }

    synchronized void remove(String sessionId) {
        Rotation old = oldestFirst.remove(sessionId);
        if (old != null) {
            bytes -= old.weight();
            found.remove(sessionId);
        }
    }

    private void dropOver(Instant now) {
        List<String> over = oldestFirst.values().stream()
                .filter(rotation -> !now.isBefore(rotation.until))
                .map(rotation -> rotation.state.id())
                .toList();
        over.forEach(this::remove);
    }

    private void dropOldest() {
        while (bytes > maxBytes) {
            remove(oldestFirst.keySet().iterator().next());
        }
    }

    synchronized long bytes() {
        return bytes;
    }
}
