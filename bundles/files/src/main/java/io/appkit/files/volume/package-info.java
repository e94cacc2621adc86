/** Which volumes there are, and what is configured for them. */
@NullMarked
package io.appkit.files.volume;

import org.jspecify.annotations.NullMarked;
