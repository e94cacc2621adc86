/** Who may call: three people, the app's service principal, and the access tokens of both. */
@NullMarked
package io.appkit.localworkspace.identity;

import org.jspecify.annotations.NullMarked;
