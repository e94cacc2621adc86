/** Stages and timers. */
@NullMarked
package io.appkit.analytics.async;

import org.jspecify.annotations.NullMarked;
