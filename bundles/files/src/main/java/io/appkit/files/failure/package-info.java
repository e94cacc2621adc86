/** Errors, as browsers are told of them. */
@NullMarked
package io.appkit.files.failure;

import org.jspecify.annotations.NullMarked;
