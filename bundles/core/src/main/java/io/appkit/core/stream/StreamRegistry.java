package io.appkit.core.stream;

import io.appkit.api.Caller;
import io.appkit.api.config.Setting;
import io.appkit.api.config.Settings;
import io.appkit.api.platform.EventStreams;
import io.appkit.api.platform.Lease;
import io.appkit.api.platform.Mount;
import io.appkit.api.platform.StreamConnection;
import io.appkit.api.platform.StreamInfo;
import io.appkit.api.stream.EventStream;
import io.appkit.api.telemetry.Span;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** All event streams: those open, and those kept for clients that come back. */
@Component(service = {EventStreams.class, StreamRegistry.class})
public final class StreamRegistry implements EventStreams {

    static final Duration KEPT = Duration.ofMinutes(10);

    /** How long a stream may act for the caller it began with. */
    static final Duration LONGEST_LIFE = Duration.ofHours(1);

    /** All streams are looked at together, so that an idle one costs nothing. */
    private static final Duration ROUND = Duration.ofMinutes(1);

    private static final Logger LOG = LoggerFactory.getLogger(StreamRegistry.class);
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9_-]{1,256}");

    private final StreamTimer timer;
    private final Heartbeats heartbeats;
    private final Supplier<StreamSettings> settings;
    private final Runnable release;
    private final StreamTable table = new StreamTable();
    private final AtomicLong anonymous = new AtomicLong();
    private final AtomicLong replayBytes = new AtomicLong();
    private volatile boolean stopping;

    @Activate
    public StreamRegistry(@Reference Settings settings) {
        this(new TimerThread(), settings.bind(StreamSettings.class));
    }

    private StreamRegistry(TimerThread thread, Setting<StreamSettings> setting) {
        this(thread, setting, () -> {
            thread.close();
            setting.close();
        });
    }

    StreamRegistry(StreamTimer timer, Supplier<StreamSettings> settings, Runnable release) {
        this.timer = timer;
        this.heartbeats = new Heartbeats(timer);
        this.settings = settings;
        this.release = release;
        timer.every(ROUND, this::endTheOldest);
    }

    /** A registry with fixed settings. A constructor would not do: DS might take it for the component's. */
    public static StreamRegistry with(StreamSettings settings) {
        TimerThread thread = new TimerThread();
        return new StreamRegistry(thread, () -> settings, thread::close);
    }

    @Deactivate
    public void stop() {
        abortAll();
        release.run();
    }

    @Override
    public EventStream open(Lease lease, Caller caller, StreamConnection connection) {
        // No id of a client has this form.
        String key = "~" + anonymous.incrementAndGet();
        StreamEntry entry = entry(lease, caller, key, Optional.empty());
        LiveStream stream = live(entry, lease, connection.span());
        table.add(entry);
        return opened(entry, stream, connection);
    }

    @Override
    public Optional<EventStream> open(
            Lease lease, Caller caller, StreamConnection connection, String id, Optional<String> lastEventId) {
        if (!ID.matcher(id).matches()) {
            return Optional.of(open(lease, caller, connection));
        }
        while (true) {
            StreamEntry known = table.use(lease.mount().plugin(), id);
            if (known != null) {
                if (!known.owner.equals(caller.id())) {
                    connection.finish(SseFrames.withoutId(Notice.forbidden()).parts());
                } else if (!known.audience.attach(connection, lastEventId)) {
                    table.remove(known);
                    continue;
                }
                lease.close();
                return Optional.empty();
            }
            StreamEntry entry = entry(lease, caller, id, Optional.of(id));
            LiveStream stream = live(entry, lease, connection.span());
            if (table.add(entry)) {
                return Optional.of(opened(entry, stream, connection));
            }
        }
    }

    @Override
    public List<StreamInfo> streams() {
        return table.all().stream().map(StreamEntry::info).toList();
    }

    /** Ends the streams of a plugin version that leaves. */
    public void abort(Mount mount) {
        for (StreamEntry entry : table.all()) {
            LiveStream stream = entry.live;
            if (stream != null && stream.mount().equals(mount)) {
                stream.abort(Notice.restarting());
            }
        }
    }

    /** Ends all streams, since the server stops; one opened from now on ends at once. */
    public void abortAll() {
        stopping = true;
        table.all().forEach(StreamRegistry::shutDown);
    }

    /** Before the next round they would be too old. */
    private void endTheOldest() {
        Instant tooOld = timer.now().plus(ROUND).minus(LONGEST_LIFE);
        for (StreamEntry entry : table.all()) {
            LiveStream stream = entry.live;
            if (stream != null && entry.opened.isBefore(tooOld)) {
                stream.abort(Notice.tooOld());
            }
        }
    }

    private static void shutDown(StreamEntry entry) {
        LiveStream stream = entry.live;
        if (stream != null) {
            stream.abort(Notice.shuttingDown());
        }
    }

    private StreamEntry entry(Lease lease, Caller caller, String key, Optional<String> id) {
        ReplayBuffer replay = id.isPresent() ? new ReplayBuffer(replayBytes) : null;
        return new StreamEntry(
                lease.mount().plugin(), key, id, caller.id(), timer.now(), new Audience(timer, heartbeats, replay));
    }

    private LiveStream live(StreamEntry entry, Lease lease, Span span) {
        LiveStream stream = new LiveStream(lease, entry.audience, span, this::makeRoom);
        entry.live = stream;
        entry.audience.listener(new Audience.Listener() {
            @Override
            public void ended() {
                entry.live = null;
                if (entry.id.isEmpty()) {
                    table.remove(entry);
                } else {
                    timer.after(KEPT, () -> drop(entry));
                }
            }

            @Override
            public void abandoned() {
                entry.live = null;
                table.remove(entry);
                stream.abandoned();
            }
        });
        return stream;
    }

    private LiveStream opened(StreamEntry entry, LiveStream stream, StreamConnection connection) {
        if (!entry.audience.attach(connection, Optional.empty())) {
            // So many were opened meanwhile that this one has been closed already.
            connection.finish(SseFrames.withoutId(Notice.evicted()).parts());
        }
        for (StreamEntry surplus :
                table.takeSurplus(entry.plugin, settings.get().maxActiveStreams())) {
            if (surplus.live != null) {
                LOG.warn("A stream of {} is closed: the plugin has too many", surplus.plugin);
            }
            surplus.audience.dismiss(SseFrames.withoutId(Notice.evicted()));
        }
        if (stopping) {
            shutDown(entry);
        }
        return stream;
    }

    private void drop(StreamEntry entry) {
        table.remove(entry);
        entry.audience.dismiss(SseFrames.withoutId(Notice.evicted()));
    }

    /** Keeps the bytes of all replay buffers under the limit: ended streams are dropped first, then the oldest forget. */
    private void makeRoom() {
        long limit = settings.get().maxReplayBytes();
        if (replayBytes.get() <= limit) {
            return;
        }
        // Somewhat more than needed, lest every message comes here.
        long enough = limit - limit / 8;
        Iterator<StreamEntry> oldestFirst = table.all().stream()
                .filter(entry -> entry.id.isPresent())
                .sorted(Comparator.comparing((StreamEntry entry) -> entry.live != null)
                        .thenComparing(entry -> entry.opened))
                .iterator();
        while (replayBytes.get() > enough && oldestFirst.hasNext()) {
            StreamEntry entry = oldestFirst.next();
            if (entry.live == null) {
                drop(entry);
            } else {
                entry.audience.forget();
            }
        }
    }
}
