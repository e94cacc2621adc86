/**
 * Configuration as immutable records: every value has a ConfigAdmin key, an environment name where one is customary, a
 * default and a check; a wrong value at run time leaves the last good record in place.
 */
@Export
@Version("0.1.0")
@NullMarked
package io.appkit.api.config;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
