package io.appkit.localworkspace.files;

import io.appkit.localworkspace.Delays;
import io.appkit.localworkspace.http.ApiException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Uploads in parts that are under way; they end when nobody uses them. */
final class UploadSessions implements AutoCloseable {

    private static final int MOST = 1_000;
    private static final int TOKEN_BYTES = 32;
    private static final Duration IDLE_LIMIT = Duration.ofHours(1);
    private static final Duration WATCH_INTERVAL = Duration.ofMinutes(5);

    private final Volumes volumes;
    private final Delays delays;
    private final Clock clock;
    private final SecureRandom random = new SecureRandom();
    private final Map<String, UploadSession> sessions = new ConcurrentHashMap<>();
    private boolean watching;

    UploadSessions(Volumes volumes, Delays delays, Clock clock) {
        this.volumes = volumes;
        this.delays = delays;
        this.clock = clock;
    }

    synchronized UploadSession open(VolumePath path, boolean overwrite) throws ApiException {
        if (sessions.size() >= MOST) {
            throw new ApiException(
                    429, "RESOURCE_EXHAUSTED", "There are already " + MOST + " multipart uploads under way");
        }
        byte[] token = new byte[TOKEN_BYTES];
        random.nextBytes(token);
        UploadSession session = new UploadSession(
                Base64.getUrlEncoder().withoutPadding().encodeToString(token),
                path,
                overwrite,
                volumes,
                clock.instant());
        sessions.put(session.token(), session);
        if (!watching) {
            watching = true;
            delays.after(WATCH_INTERVAL, this::endUnused);
        }
        return session;
    }

    private void endUnused() {
        Instant limit = clock.instant().minus(IDLE_LIMIT);
        sessions.values().stream().filter(session -> session.unusedSince(limit)).forEach(this::end);
        synchronized (this) {
            watching = !sessions.isEmpty();
            if (watching) {
                delays.after(WATCH_INTERVAL, this::endUnused);
            }
        }
    }

    /** The upload of a file; null if there is none. */
    @Nullable
    UploadSession find(String token, VolumePath path) {
        UploadSession session = sessions.get(token);
        if (session == null || !session.path().equals(path)) {
            return null;
        }
        session.use(clock.instant());
        return session;
    }

    /** Ends an upload and removes what came of it. */
    void end(UploadSession session) {
        sessions.remove(session.token());
        session.close();
    }

    @Override
    public void close() {
        List.copyOf(sessions.values()).forEach(this::end);
    }
}
