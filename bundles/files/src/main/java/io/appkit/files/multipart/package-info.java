/** Uploads in parts, each of which can be sent again. */
@NullMarked
package io.appkit.files.multipart;

import org.jspecify.annotations.NullMarked;
