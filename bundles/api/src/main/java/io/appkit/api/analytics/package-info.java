/**
 * SQL queries of the app, run on a warehouse of the workspace.
 */
@Export
@Version("0.1.0")
@NullMarked
package io.appkit.api.analytics;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
