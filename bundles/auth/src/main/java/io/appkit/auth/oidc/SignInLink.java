package io.appkit.auth.oidc;

import io.appkit.auth.PublicOrigin;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** The link that starts a sign-in. */
final class SignInLink {

    static final String MOVED = "moved";

    private SignInLink() {}

    /** Path and query. */
    static String to(String returnPath) {
        return Paths.LOGIN + "?return=" + URLEncoder.encode(returnPath, StandardCharsets.UTF_8);
    }

    /** For somebody who comes from another name of this server, and may have signed in under its public one. */
    static String at(PublicOrigin origin, String returnPath) {
        return origin + to(returnPath) + "&" + MOVED + "=1";
    }
}
