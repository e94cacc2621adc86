/** The filter in front of everything. */
@NullMarked
package io.appkit.server.gate;

import org.jspecify.annotations.NullMarked;
