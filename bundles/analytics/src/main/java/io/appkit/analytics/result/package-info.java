/** Rows of a result, on their way into JSON. */
@NullMarked
package io.appkit.analytics.result;

import org.jspecify.annotations.NullMarked;
