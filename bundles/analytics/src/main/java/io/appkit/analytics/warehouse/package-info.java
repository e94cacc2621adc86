/** Waiting for a warehouse that runs. */
@NullMarked
package io.appkit.analytics.warehouse;

import org.jspecify.annotations.NullMarked;
