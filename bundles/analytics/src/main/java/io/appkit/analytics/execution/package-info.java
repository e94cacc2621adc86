/** The way of a query: cache, readiness, statement, delivery. */
@NullMarked
package io.appkit.analytics.execution;

import org.jspecify.annotations.NullMarked;
