/** Files of Unity Catalog volumes. */
@NullMarked
package io.appkit.files;

import org.jspecify.annotations.NullMarked;
