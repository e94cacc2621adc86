/** Bytes on their way. */
@NullMarked
package io.appkit.files.transfer;

import org.jspecify.annotations.NullMarked;
