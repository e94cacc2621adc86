/** Signing in with OpenID Connect. */
@NullMarked
package io.appkit.auth.oidc;

import org.jspecify.annotations.NullMarked;
