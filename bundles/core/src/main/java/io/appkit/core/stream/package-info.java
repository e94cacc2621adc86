/** Event streams: framing, heartbeats, terminal messages. */
@NullMarked
package io.appkit.core.stream;

import org.jspecify.annotations.NullMarked;
