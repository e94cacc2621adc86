package io.appkit.core.stream;

import io.appkit.api.config.Configuration;
import io.appkit.api.config.Key;

/**
 * How many event streams there may be.
 *
 * @param maxActiveStreams most streams of one plugin; one more ends the one least recently used
 * @param maxReplayBytes most bytes kept for clients that come back, of all streams together
 */
@Configuration(pid = "appkit.streams", title = "AppKit event streams")
public record StreamSettings(
        @Key(description = "Most streams of one plugin", defaultValue = "1000", min = 1)
        int maxActiveStreams,

        @Key(
                description = "Most bytes kept for clients that come back, of all streams together",
                defaultValue = "67108864",
                min = 0)
        long maxReplayBytes) {

    /** What holds where nothing is configured. */
    public static final StreamSettings DEFAULT = new StreamSettings(1000, 64L << 20);
}
