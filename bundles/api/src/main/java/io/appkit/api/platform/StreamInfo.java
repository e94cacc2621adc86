package io.appkit.api.platform;

import java.time.Instant;
import java.util.Optional;

/**
 * One event stream, as the console shows it.
 *
 * @param plugin whose stream it is
 * @param id what its clients find it by again; empty for a stream that cannot be found again
 * @param owner id of the caller who opened it
 * @param state how far it is
 * @param clients how many listen now
 * @param events how many messages have been sent, heartbeats not counted
 * @param bufferedBytes what is kept for clients that come back
 * @param opened when it was opened
 */
public record StreamInfo(
        String plugin,
        Optional<String> id,
        String owner,
        State state,
        int clients,
        long events,
        long bufferedBytes,
        Instant opened) {

    /** How far a stream is. */
    public enum State {
        /** Its work is running, and somebody listens. */
        OPEN,
        /** Its work is running, and nobody listens at the moment. */
        WAITING,
        /** Its work has ended; its messages are kept for a while. */
        ENDED
    }
}
