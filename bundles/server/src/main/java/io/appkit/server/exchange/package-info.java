/** One request and its answer, on top of servlets. */
@NullMarked
package io.appkit.server.exchange;

import org.jspecify.annotations.NullMarked;
