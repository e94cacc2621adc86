package io.appkit.core.stream;

import io.appkit.api.AppKitException;
import io.appkit.api.execution.Cancellation;
import io.appkit.api.execution.CancellationSource;
import io.appkit.api.platform.StreamConnection;
import io.appkit.api.stream.EventStream;
import io.appkit.api.stream.Message;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One open event stream. Exactly one terminal message is sent, whoever ends it first. */
final class LiveStream implements EventStream {

    private static final Logger LOG = LoggerFactory.getLogger(LiveStream.class);

    private final String plugin;
    private final StreamConnection connection;
    private final CancellationSource cancellation = new CancellationSource();
    private final AtomicBoolean ended = new AtomicBoolean();

    LiveStream(String plugin, StreamConnection connection) {
        this.plugin = plugin;
        this.connection = connection;
    }

    @Override
    public boolean send(Message message) {
        if (ended.get()) {
            return false;
        }
        byte[] frame = SseFrames.frame(UUID.randomUUID(), message);
        if (!SseFrames.fits(frame)) {
            LOG.warn("Stream of {}: a message of {} bytes is over the limit", plugin, frame.length);
            end(ErrorEvent.tooLarge());
            return false;
        }
        return connection.send(frame);
    }

    @Override
    public void finish(Message last) {
        byte[] frame = SseFrames.frame(UUID.randomUUID(), last);
        if (!SseFrames.fits(frame)) {
            LOG.warn("Stream of {}: a message of {} bytes is over the limit", plugin, frame.length);
            end(ErrorEvent.tooLarge());
        } else if (ended.compareAndSet(false, true)) {
            connection.send(frame);
            connection.finish();
        }
    }

    @Override
    public void fail(Throwable error) {
        if (!end(ErrorEvent.of(error))) {
            return;
        }
        if (error instanceof AppKitException known) {
            LOG.warn("Stream of {}: {}", plugin, known.getMessage());
        } else {
            LOG.error("Stream of {} failed", plugin, error);
        }
    }

    /** Ends the stream from the platform's side; its work is cancelled. */
    void abort(Message last) {
        end(last);
        cancellation.cancel();
    }

    void heartbeat() {
        if (!ended.get()) {
            connection.send(SseFrames.HEARTBEAT);
        }
    }

    void connectionClosed() {
        ended.set(true);
        cancellation.cancel();
    }

    @Override
    public Cancellation cancellation() {
        return cancellation;
    }

    /** False if the stream has ended already. */
    private boolean end(Message last) {
        if (!ended.compareAndSet(false, true)) {
            return false;
        }
        connection.send(SseFrames.frame(UUID.randomUUID(), last));
        connection.finish();
        return true;
    }
}
