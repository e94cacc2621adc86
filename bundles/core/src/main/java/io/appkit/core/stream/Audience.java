package io.appkit.core.stream;

import io.appkit.api.Registration;
import io.appkit.api.platform.StreamConnection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Who hears one stream: the clients it has now and, with a replay buffer, those that come back. It knows nothing of the
 * plugin, so that it can outlive it.
 */
final class Audience {

    static final Duration GRACE = Duration.ofSeconds(15);

    private static final Pattern EVENT_ID = Pattern.compile("\\p{XDigit}{8}(-\\p{XDigit}{4}){3}-\\p{XDigit}{12}");

    /** What happens to the stream. Called without any lock held. */
    interface Listener {

        /** A terminal message has been sent. */
        void ended();

        /** Nobody listens any more, and nobody can come back. */
        void abandoned();
    }

    private final StreamTimer timer;
    private final Heartbeats heartbeats;
    private final @Nullable ReplayBuffer replay;
    private final List<StreamConnection> clients = new ArrayList<>(1);

    /** Held while frames are handed to the connections, which neither block nor call plugins. */
    private final ReentrantLock lock = new ReentrantLock();

    private final List<Runnable> due = new ArrayList<>(0);
    private @Nullable Listener listener;
    private @Nullable Registration heartbeat;
    private @Nullable Registration grace;
    private boolean ended;
    private boolean abandoned;
    private long events;

    /**
     * Creates it without clients.
     *
     * @param replay null if nobody can come back
     */
    Audience(StreamTimer timer, Heartbeats heartbeats, @Nullable ReplayBuffer replay) {
        this.timer = timer;
        this.heartbeats = heartbeats;
        this.replay = replay;
    }

    void listener(Listener toThis) {
        listener = toThis;
    }

    /** False if the stream has ended, or ends now since its last client does not keep up. */
    boolean send(Frame frame) {
        return locked(() -> {
            if (ended) {
                return false;
            }
            publish(frame);
            return !ended;
        });
    }

    /** Sends the terminal message; false if the stream has ended already. */
    boolean end(Frame last) {
        return locked(() -> {
            if (ended) {
                return false;
            }
            events++;
            if (replay != null) {
                replay.add(last);
            }
            if (!abandoned) {
                close(last, Listener::ended);
            }
            return true;
        });
    }

    /** Ends the stream for good: nobody can come back to it. */
    void dismiss(Frame parting) {
        locked(() -> {
            abandon(parting);
            return true;
        });
    }

    /** Forgets the messages kept for clients that come back. */
    void forget() {
        locked(() -> {
            if (replay != null) {
                replay.clear();
            }
            return true;
        });
    }

    /**
     * Sends a client what it has missed, and from now on what the others get.
     *
     * @return false if the stream has been given up
     */
    boolean attach(StreamConnection client, Optional<String> lastEventId) {
        return locked(() -> {
            if (abandoned) {
                return false;
            }
            catchUp(client, lastEventId.filter(id -> EVENT_ID.matcher(id).matches()));
            if (ended) {
                client.finish();
                return true;
            }
            clients.add(client);
            if (heartbeat == null) {
                heartbeat = heartbeats.every(this::beat);
            }
            if (grace != null) {
                grace.close();
                grace = null;
            }
            due.add(() -> client.onClose(() -> left(client)));
            return true;
        });
    }

    private void catchUp(StreamConnection client, Optional<String> lastEventId) {
        if (replay == null) {
            return;
        }
        List<Frame> missed = lastEventId.isEmpty() ? replay.all() : replay.after(UUID.fromString(lastEventId.get()));
        if (missed == null) {
            client.send(
                    SseFrames.withoutId(Notice.restart(lastEventId.orElse(""))).parts());
            Frame newest = replay.newest();
            missed = ended && newest != null ? List.of(newest) : List.of();
        }
        missed.forEach(frame -> client.send(frame.parts()));
    }

    private void left(StreamConnection client) {
        locked(() -> {
            clients.remove(client);
            if (clients.isEmpty() && !ended && grace == null) {
                if (replay == null) {
                    abandon(null);
                } else {
                    grace = timer.after(GRACE, this::graceOver);
                }
            }
            return true;
        });
    }

    private void graceOver() {
        locked(() -> {
            if (clients.isEmpty() && !ended) {
                abandon(null);
            }
            return true;
        });
    }

    private void beat() {
        locked(() -> {
            List.copyOf(clients).forEach(client -> client.send(SseFrames.HEARTBEAT));
            return true;
        });
    }

    private void publish(Frame frame) {
        events++;
        if (replay != null) {
            replay.add(frame);
        }
        // A copy, since a client that does not keep up leaves right here.
        List.copyOf(clients).forEach(client -> client.send(frame.parts()));
    }

    private void abandon(@Nullable Frame parting) {
        abandoned = true;
        if (replay != null) {
            replay.clear();
        }
        if (!ended) {
            close(parting, Listener::abandoned);
        }
    }

    private void close(@Nullable Frame last, Consumer<Listener> tell) {
        ended = true;
        if (heartbeat != null) {
            heartbeat.close();
            heartbeat = null;
        }
        if (grace != null) {
            grace.close();
            grace = null;
        }
        byte[][] parts = last == null ? new byte[0][] : last.parts();
        List.copyOf(clients).forEach(client -> client.finish(parts));
        clients.clear();
        Listener told = listener;
        listener = null;
        if (told != null) {
            due.add(() -> tell.accept(told));
        }
    }

    /** Clients, events sent and bytes kept. */
    Count count() {
        lock.lock();
        try {
            return new Count(clients.size(), events, replay == null ? 0 : replay.bytes(), ended);
        } finally {
            lock.unlock();
        }
    }

    record Count(int clients, long events, long bufferedBytes, boolean ended) {}

    /** Runs {@code action} alone; what it has to tell others is told once nothing is locked any more. */
    private boolean locked(BooleanSupplier action) {
        List<Runnable> told = List.of();
        boolean result;
        lock.lock();
        try {
            result = action.getAsBoolean();
            if (lock.getHoldCount() == 1 && !due.isEmpty()) {
                told = List.copyOf(due);
                due.clear();
            }
        } finally {
            lock.unlock();
        }
        told.forEach(Runnable::run);
        return result;
    }
}
