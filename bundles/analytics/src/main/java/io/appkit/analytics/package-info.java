/** The plugin analytics: SQL queries of the app, run on a warehouse of the workspace. */
@NullMarked
package io.appkit.analytics;

import org.jspecify.annotations.NullMarked;
