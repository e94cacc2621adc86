package io.appkit.core.stream;

import io.appkit.api.AppKitException;
import io.appkit.api.execution.Cancellation;
import io.appkit.api.execution.CancellationSource;
import io.appkit.api.platform.Lease;
import io.appkit.api.platform.Mount;
import io.appkit.api.stream.EventStream;
import io.appkit.api.stream.Message;
import io.appkit.api.telemetry.Span;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A plugin's end of one open stream. Exactly one terminal message is sent, whoever ends it first. */
final class LiveStream implements EventStream {

    private static final Logger LOG = LoggerFactory.getLogger(LiveStream.class);

    private final Lease lease;
    private final Audience audience;
    private final Runnable sent;
    private final CancellationSource cancellation;

    /**
     * Creates it.
     *
     * @param lease given back when the stream has ended
     * @param span that its work is part of
     * @param sent runs after each message
     */
    LiveStream(Lease lease, Audience audience, Span span, Runnable sent) {
        this.lease = lease;
        this.audience = audience;
        this.cancellation = new CancellationSource(span);
        this.sent = sent;
    }

    Mount mount() {
        return lease.mount();
    }

    @Override
    public boolean send(Message message) {
        Frame frame = SseFrames.frame(message);
        if (!SseFrames.fits(frame)) {
            warnTooLarge(frame);
            abort(Notice.tooLarge());
            return false;
        }
        boolean open = audience.send(frame);
        sent.run();
        return open;
    }

    @Override
    public void finish(Message last) {
        Frame frame = SseFrames.frame(last);
        if (SseFrames.fits(frame)) {
            end(frame);
        } else {
            warnTooLarge(frame);
            end(SseFrames.frame(Notice.tooLarge()));
        }
    }

    @Override
    public void fail(Throwable error) {
        if (!end(SseFrames.frame(Notice.of(error)))) {
            return;
        }
        if (error instanceof AppKitException known) {
            LOG.warn("Stream of {}: {}", mount().plugin(), known.getMessage());
        } else {
            LOG.error("Stream of {} failed", mount().plugin(), error);
        }
    }

    @Override
    public Cancellation cancellation() {
        return cancellation;
    }

    /** Ends the stream from the platform's side; its work is cancelled. */
    void abort(Message last) {
        end(SseFrames.frame(last));
        cancel();
    }

    /** Nobody listens any more. */
    void abandoned() {
        cancel();
        lease.close();
    }

    /** The work of one stream must not keep others from being told. */
    private void cancel() {
        try {
            cancellation.cancel();
        } catch (RuntimeException e) {
            LOG.error("Work of {} could not be cancelled", mount().plugin(), e);
        }
    }

    private boolean end(Frame last) {
        boolean ended = audience.end(last);
        if (ended) {
            sent.run();
            lease.close();
        }
        return ended;
    }

    private void warnTooLarge(Frame frame) {
        LOG.warn("Stream of {}: a message of {} bytes is over the limit", mount().plugin(), frame.length());
    }
}
