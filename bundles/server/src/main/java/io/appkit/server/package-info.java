/** The one servlet and what it shares with the rooms below. */
@NullMarked
package io.appkit.server;

import org.jspecify.annotations.NullMarked;
