/** Event streams: framing, heartbeats, replay, terminal messages. */
@NullMarked
package io.appkit.core.stream;

import org.jspecify.annotations.NullMarked;
