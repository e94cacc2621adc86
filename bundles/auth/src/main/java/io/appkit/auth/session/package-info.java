/** Sessions of signed-in callers, kept by their browsers in encrypted cookies. */
@NullMarked
package io.appkit.auth.session;

import org.jspecify.annotations.NullMarked;
