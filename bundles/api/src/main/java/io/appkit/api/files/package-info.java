/**
 * Files in Unity Catalog volumes, and who may do what with them.
 */
@Export
@Version("0.1.0")
@NullMarked
package io.appkit.api.files;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
