package io.appkit.api.stream;

/** Sends the messages of one event stream from blocking code. */
@FunctionalInterface
public interface StreamProducer {

    /**
     * Sends all messages and ends the stream with {@link EventStream#finish}.
     *
     * @param stream where to send; its cancellation tells when nobody listens any more
     * @throws Exception ends the stream with the error's event
     */
    void produce(EventStream stream) throws Exception;
}
