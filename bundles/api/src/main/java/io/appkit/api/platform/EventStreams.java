package io.appkit.api.platform;

import io.appkit.api.Caller;
import io.appkit.api.stream.EventStream;
import java.util.List;
import java.util.Optional;

/** Makes event streams: framing, heartbeats, replay, the terminal message, abort. An OSGi service. */
public interface EventStreams {

    /**
     * Opens a stream that nobody can find again. It counts as open for the mount until it has ended.
     *
     * @param lease given back when the stream has ended
     * @param caller who listens
     * @param connection where its frames go
     */
    EventStream open(Lease lease, Caller caller, StreamConnection connection);

    /**
     * Opens the stream of an id, or joins it if there is one already (contract: streaming, section 5).
     *
     * @param lease given back when the stream has ended, or at once if none is opened
     * @param caller who listens; the one who opened a stream is the only one who can join it
     * @param connection where its frames go
     * @param id 1 to 256 letters, digits, hyphens and underscores; anything else opens a stream without id
     * @param lastEventId what the client says it has seen; empty if it says nothing
     * @return the stream to feed; empty if there is nothing left to do, since the client has joined or was refused
     */
    Optional<EventStream> open(
            Lease lease, Caller caller, StreamConnection connection, String id, Optional<String> lastEventId);

    /** The streams that are open, and those that are kept for clients that come back. */
    List<StreamInfo> streams();
}
