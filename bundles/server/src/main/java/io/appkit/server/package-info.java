/** The servlet that owns the URL space of the app, and what all parts of it share. */
@NullMarked
package io.appkit.server;

import org.jspecify.annotations.NullMarked;
