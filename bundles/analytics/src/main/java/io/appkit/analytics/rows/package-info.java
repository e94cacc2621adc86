/** Rows as Java code wants them. */
@NullMarked
package io.appkit.analytics.rows;

import org.jspecify.annotations.NullMarked;
