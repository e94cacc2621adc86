/** The workspace's OpenID provider: OAuth 2.0 for the app itself, and sign-in of people with a page to choose one. */
@NullMarked
package io.appkit.localworkspace.oidc;

import org.jspecify.annotations.NullMarked;
