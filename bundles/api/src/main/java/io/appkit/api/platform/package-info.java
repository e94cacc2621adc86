/**
 * Contracts between the bundles of the platform itself. Plugin authors do not need this package.
 */
@Export
@Version("0.1.0")
@NullMarked
package io.appkit.api.platform;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
