/** Who may call: the app's service principal, its tokens, and the endpoints about both. */
@NullMarked
package io.appkit.localworkspace.identity;

import org.jspecify.annotations.NullMarked;
