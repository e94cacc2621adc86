/**
 * Calls to the Databricks workspace, as the app's service principal or on behalf of a caller. For the platform's own data
 * plugins only.
 */
@Export
@Version("0.1.0")
@NullMarked
package io.appkit.workspace;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
