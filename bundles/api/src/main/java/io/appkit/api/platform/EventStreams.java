package io.appkit.api.platform;

import io.appkit.api.Caller;
import io.appkit.api.stream.EventStream;

/** Makes event streams: framing, heartbeats, the terminal message, abort. An OSGi service. */
public interface EventStreams {

    /**
     * Opens a stream. It counts as open for the mount until it has ended.
     *
     * @param lease given back when the stream has ended
     * @param caller who listens
     * @param connection where its frames go
     */
    EventStream open(Lease lease, Caller caller, StreamConnection connection);
}
