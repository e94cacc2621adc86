/** Statements in the warehouse, from submission to their last chunk. */
@NullMarked
package io.appkit.analytics.statement;

import org.jspecify.annotations.NullMarked;
