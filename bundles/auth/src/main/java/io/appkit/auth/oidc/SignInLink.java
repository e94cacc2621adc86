package io.appkit.auth.oidc;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** The link that starts a sign-in. */
final class SignInLink {

    private SignInLink() {}

    /** Path and query. */
    static String to(String returnPath) {
        return Paths.LOGIN + "?return=" + URLEncoder.encode(returnPath, StandardCharsets.UTF_8);
    }
}
