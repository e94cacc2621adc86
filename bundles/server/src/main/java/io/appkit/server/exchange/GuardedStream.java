package io.appkit.server.exchange;

import io.appkit.api.execution.Cancellation;
import io.appkit.api.stream.EventStream;
import io.appkit.api.stream.Message;
import io.appkit.api.stream.StreamProducer;

/** Sees to it that a producer's stream ends: a client that gets no terminal message waits for good. */
final class GuardedStream implements EventStream {

    private final EventStream stream;
    private volatile boolean ended;

    private GuardedStream(EventStream stream) {
        this.stream = stream;
    }

    static void run(StreamProducer producer, EventStream stream) {
        GuardedStream guarded = new GuardedStream(stream);
        try {
            producer.produce(guarded);
        } catch (Throwable e) { // Whatever a plugin throws, the client gets its terminal message.
            if (e instanceof InterruptedException) {
                Thread.currentThread().interrupt();
            }
            guarded.fail(e);
        }
        if (!guarded.ended && !stream.cancellation().isCancelled()) {
            guarded.fail(new IllegalStateException("a producer returned without ending its stream"));
        }
    }

    @Override
    public boolean send(Message message) {
        return stream.send(message);
    }

    @Override
    public void finish(Message last) {
        ended = true;
        stream.finish(last);
    }

    @Override
    public void fail(Throwable error) {
        ended = true;
        stream.fail(error);
    }

    @Override
    public Cancellation cancellation() {
        return stream.cancellation();
    }
}
