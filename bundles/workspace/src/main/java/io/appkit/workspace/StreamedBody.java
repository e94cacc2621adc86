package io.appkit.workspace;

import io.appkit.api.Registration;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Flow.Publisher;
import java.util.concurrent.Flow.Subscriber;
import java.util.concurrent.Flow.Subscription;
import org.jspecify.annotations.Nullable;

/**
 * The body of an answer on its way to the one who asked for it. Fails when it breaks off or stays silent while it is waited
 * for, and releases its connection when nobody takes it.
 */
final class StreamedBody implements Publisher<List<ByteBuffer>>, Registration {

    static final Duration IDLE = Duration.ofSeconds(60);

    private final Publisher<List<ByteBuffer>> source;
    private final Timer timer;
    private final Set<Registration> open;
    private final Receiver receiver = new Receiver();

    /** All below is guarded by this. */
    private @Nullable Subscriber<? super List<ByteBuffer>> subscriber;

    private @Nullable Subscription subscription;
    private @Nullable Registration watch;
    private @Nullable Throwable failure;
    private long demand;
    private long waitsSince;

    /** The subscriber is being told something. */
    private boolean telling;

    private boolean sourceTaken;
    private boolean over;

    private StreamedBody(Publisher<List<ByteBuffer>> source, Timer timer, Set<Registration> open) {
        this.source = source;
        this.timer = timer;
        this.open = open;
        this.waitsSince = timer.nanos();
    }

    /**
     * Guards a body.
     *
     * @param open whoever closes the client ends those in here
     */
    static StreamedBody of(Publisher<List<ByteBuffer>> source, Timer timer, Set<Registration> open) {
        StreamedBody body = new StreamedBody(source, timer, open);
        open.add(body);
        body.watch(IDLE);
        return body;
    }

    @Override
    public void subscribe(Subscriber<? super List<ByteBuffer>> given) {
        boolean first;
        synchronized (this) {
            first = subscriber == null;
            if (first) {
                subscriber = given;
                telling = true;
            }
        }
        given.onSubscribe(first ? new Demand() : new Nothing());
        if (!first) {
            given.onError(new IllegalStateException("a body is taken once"));
        } else {
            told();
            takeSource();
        }
    }

    private void takeSource() {
        synchronized (this) {
            if (sourceTaken) {
                return;
            }
            sourceTaken = true;
        }
        source.subscribe(receiver);
    }

    /** Ends the transfer because its client goes, or because nobody wants it. */
    @Override
    public void close() {
        fail(WorkspaceCall.closed());
    }

    private void fail(Throwable error) {
        Subscriber<?> waiting;
        synchronized (this) {
            if (over) {
                return;
            }
            over = true;
            failure = error;
            waiting = telling ? null : subscriber;
        }
        end();
        // Only one who subscribes can release the connection.
        takeSource();
        if (waiting != null) {
            waiting.onError(error);
        }
    }

    /** Nothing more is wanted of the source. */
    private void end() {
        Subscription ended;
        Registration watched;
        synchronized (this) {
            over = true;
            ended = subscription;
            watched = watch;
        }
        open.remove(this);
        if (watched != null) {
            watched.close();
        }
        if (ended != null) {
            ended.cancel();
        }
    }

    /** The subscriber has been told something; what failed meanwhile comes next. */
    private void told() {
        Subscriber<?> waiting;
        Throwable error;
        synchronized (this) {
            telling = false;
            waitsSince = timer.nanos();
            waiting = subscriber;
            error = failure;
        }
        if (waiting != null && error != null) {
            waiting.onError(error);
        }
    }

    /** One watch for all pieces: far fewer timers than one for each. */
    private void watch(Duration delay) {
        Registration next = timer.after(delay, this::check);
        boolean late;
        synchronized (this) {
            watch = next;
            late = over;
        }
        if (late) {
            next.close();
        }
    }

    private void check() {
        boolean waits;
        boolean taken;
        Duration silent;
        synchronized (this) {
            taken = subscriber != null;
            waits = !over && !telling && (demand > 0 || !taken);
            silent = Duration.ofNanos(waits ? timer.nanos() - waitsSince : 0);
        }
        if (silent.compareTo(IDLE) < 0) {
            watch(IDLE.minus(silent));
        } else {
            String what = taken ? "The workspace paused for " : "Nobody took an answer for ";
            fail(new UpstreamException(0, what + silent.toSeconds() + " s", null, null, null));
        }
    }

    private final class Demand implements Subscription {

        @Override
        public void request(long pieces) {
            if (pieces <= 0) {
                fail(new IllegalArgumentException("a demand for " + pieces + " pieces"));
                return;
            }
            Subscription asked;
            synchronized (StreamedBody.this) {
                if (demand == 0) {
                    waitsSince = timer.nanos();
                }
                demand = pieces > Long.MAX_VALUE - demand ? Long.MAX_VALUE : demand + pieces;
                asked = subscription;
            }
            if (asked != null) {
                asked.request(pieces);
            }
        }

        @Override
        public void cancel() {
            end();
        }
    }

    /** For a subscriber that gets nothing. */
    private static final class Nothing implements Subscription {

        @Override
        public void request(long pieces) {}

        @Override
        public void cancel() {}
    }

    private final class Receiver implements Subscriber<List<ByteBuffer>> {

        @Override
        public void onSubscribe(Subscription given) {
            boolean unwanted;
            long wanted;
            synchronized (StreamedBody.this) {
                subscription = given;
                unwanted = over;
                wanted = demand;
            }
            if (unwanted) {
                given.cancel();
            } else if (wanted > 0) {
                given.request(wanted);
            }
        }

        @Override
        public void onNext(List<ByteBuffer> pieces) {
            Subscriber<? super List<ByteBuffer>> taker;
            synchronized (StreamedBody.this) {
                if (over || subscriber == null) {
                    return;
                }
                taker = subscriber;
                telling = true;
                demand = demand == Long.MAX_VALUE ? demand : demand - 1;
            }
            taker.onNext(pieces);
            told();
        }

        @Override
        public void onError(Throwable error) {
            fail(new UpstreamException(0, "The workspace broke an answer off: " + error, null, null, error));
        }

        @Override
        public void onComplete() {
            Subscriber<?> taker;
            synchronized (StreamedBody.this) {
                taker = over ? null : subscriber;
            }
            end();
            if (taker != null) {
                taker.onComplete();
            }
        }
    }
}
