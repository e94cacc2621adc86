/** Traces and metrics of plugins: nothing happens here, and nothing is paid, until a collector is configured. */
@Export
@Version("0.1.0")
@NullMarked
package io.appkit.api.telemetry;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
