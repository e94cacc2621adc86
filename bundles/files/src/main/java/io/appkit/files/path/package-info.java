/** Paths of files, confined to their volume. */
@NullMarked
package io.appkit.files.path;

import org.jspecify.annotations.NullMarked;
