/**
 * Event streams (Server-Sent Events): messages from a plugin to a page, one at a time, ended by exactly one terminal
 * message.
 */
@Export
@Version("0.1.0")
@NullMarked
package io.appkit.api.stream;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
