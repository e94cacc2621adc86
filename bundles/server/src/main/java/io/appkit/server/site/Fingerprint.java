package io.appkit.server.site;

import java.util.regex.Pattern;

/** Tells files whose name changes with their content. */
final class Fingerprint {

    /** Hash-named by the build: a dash, then eight characters with a digit and a capital among them. */
    private static final Pattern FINGERPRINTED =
            Pattern.compile("(?i:/assets/).*-(?=[^/]*\\d)(?=[^/]*[A-Z])[A-Za-z0-9_-]{8}\\.[^./]+");

    private Fingerprint() {}

    /** How long a browser may keep the file with this path. */
    static String cacheControl(String path) {
        boolean lasting =
                path.lastIndexOf('-') > 0 && FINGERPRINTED.matcher(path).matches();
        return lasting ? "public, max-age=31536000, immutable" : "public, max-age=0";
    }
}
