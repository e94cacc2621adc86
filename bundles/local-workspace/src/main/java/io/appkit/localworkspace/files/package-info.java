/** Files in Unity Catalog volumes: the Files API on folders. */
@NullMarked
package io.appkit.localworkspace.files;

import org.jspecify.annotations.NullMarked;
