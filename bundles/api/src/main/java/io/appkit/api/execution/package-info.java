/**
 * The execution chain around calls to a workspace: cache, retry, timeout; and the cancellation that travels with a call.
 */
@Export
@Version("0.1.0")
@NullMarked
package io.appkit.api.execution;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
