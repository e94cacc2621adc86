/** The way of an API request to its handler, and the answers that need none. */
@NullMarked
package io.appkit.server.dispatch;

import org.jspecify.annotations.NullMarked;
