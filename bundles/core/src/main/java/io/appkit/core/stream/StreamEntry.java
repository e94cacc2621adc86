package io.appkit.core.stream;

import io.appkit.api.platform.StreamInfo;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One stream in the registry, open or kept for clients that come back. */
final class StreamEntry {

    final String plugin;
    final String key;
    final Optional<String> id;
    final String owner;
    final Instant opened;
    final Audience audience;

    /** Null once the stream has ended: what belongs to the plugin must not be kept longer. */
    volatile @Nullable LiveStream live;

    StreamEntry(String plugin, String key, Optional<String> id, String owner, Instant opened, Audience audience) {
        this.plugin = plugin;
        this.key = key;
        this.id = id;
        this.owner = owner;
        this.opened = opened;
        this.audience = audience;
    }

    StreamInfo info() {
        Audience.Count count = audience.count();
        StreamInfo.State state = count.ended()
                ? StreamInfo.State.ENDED
                : count.clients() > 0 ? StreamInfo.State.OPEN : StreamInfo.State.WAITING;
        return new StreamInfo(plugin, id, owner, state, count.clients(), count.events(), count.bufferedBytes(), opened);
    }
}
