package io.appkit.core.stream;

import io.appkit.api.Registration;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The heartbeats of all streams, each stream's every 10 s. Streams share one timer, since most end long before it would be
 * needed, and to come and go must cost them nothing.
 */
final class Heartbeats {

    static final Duration PERIOD = Duration.ofSeconds(10);

    private static final Logger LOG = LoggerFactory.getLogger(Heartbeats.class);

    /** One for each second of the period. */
    private final List<Set<Runnable>> turns = IntStream.range(0, (int) PERIOD.toSeconds())
            .<Set<Runnable>>mapToObj(second -> ConcurrentHashMap.newKeySet())
            .toList();

    private volatile int turn;

    Heartbeats(StreamTimer timer) {
        timer.every(Duration.ofSeconds(1), this::next);
    }

    /** Runs {@code beat} from now on, for the first time after 9 to 10 s, until the registration is closed. */
    Registration every(Runnable beat) {
        Set<Runnable> joined = turns.get(turn);
        joined.add(beat);
        return () -> joined.remove(beat);
    }

    private void next() {
        int reached = (turn + 1) % turns.size();
        // Only this method writes it, on the timer's one thread.
        turn = reached;
        for (Runnable beat : turns.get(reached)) {
            try {
                beat.run();
            } catch (RuntimeException e) {
                LOG.error("An event stream's heartbeat failed", e);
            }
        }
    }
}
