/** Who is calling. */
@NullMarked
package io.appkit.auth;

import org.jspecify.annotations.NullMarked;
