/** Queries of the app: their files, text and parameters. */
@NullMarked
package io.appkit.analytics.query;

import org.jspecify.annotations.NullMarked;
