package io.appkit.core.stream;

import io.appkit.api.Caller;
import io.appkit.api.platform.EventStreams;
import io.appkit.api.platform.Lease;
import io.appkit.api.platform.Mount;
import io.appkit.api.platform.StreamConnection;
import io.appkit.api.stream.EventStream;
import io.appkit.core.DaemonThreads;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;

/** All open event streams. */
@Component(service = {EventStreams.class, StreamRegistry.class})
public final class StreamRegistry implements EventStreams {

    private static final long HEARTBEAT_SECONDS = 10;

    private final ScheduledThreadPoolExecutor heartbeats;
    private final Map<LiveStream, Mount> open = new ConcurrentHashMap<>();

    @Activate
    public StreamRegistry() {
        heartbeats = new ScheduledThreadPoolExecutor(1, DaemonThreads.named("appkit-heartbeat"));
        heartbeats.setRemoveOnCancelPolicy(true);
    }

    @Deactivate
    void stop() {
        abortAll();
        heartbeats.shutdownNow();
    }

    @Override
    public EventStream open(Lease lease, Caller caller, StreamConnection connection) {
        LiveStream stream = new LiveStream(lease.mount().plugin(), connection);
        open.put(stream, lease.mount());
        ScheduledFuture<?> heartbeat = heartbeats.scheduleAtFixedRate(
                stream::heartbeat, HEARTBEAT_SECONDS, HEARTBEAT_SECONDS, TimeUnit.SECONDS);
        connection.onClose(() -> {
            heartbeat.cancel(false);
            open.remove(stream);
            stream.connectionClosed();
            lease.close();
        });
        return stream;
    }

    /** Ends the streams of a plugin version that leaves. */
    public void abort(Mount mount) {
        open.forEach((stream, of) -> {
            if (of.equals(mount)) {
                stream.abort(ErrorEvent.restarting());
            }
        });
    }

    /** Ends all streams, since the server stops. */
    public void abortAll() {
        open.keySet().forEach(stream -> stream.abort(ErrorEvent.shuttingDown()));
    }
}
