/** Arrow IPC streams: one made of several, one without rows, rows out of one. */
@NullMarked
package io.appkit.analytics.arrow;

import org.jspecify.annotations.NullMarked;
