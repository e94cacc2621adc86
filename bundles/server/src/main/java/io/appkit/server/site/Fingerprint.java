package io.appkit.server.site;

/** Tells files whose name changes with their content. */
final class Fingerprint {

    private static final String ASSETS = "/assets/";
    private static final int LENGTH = 8;

    private Fingerprint() {}

    /**
     * Whether a path ends in a hash of the content, as builds put it there: a dash, then eight characters with a digit and a
     * capital among them, then the extension.
     */
    static boolean isIn(String path) {
        int dot = path.lastIndexOf('.');
        int dash = dot - LENGTH - 1;
        if (dash < ASSETS.length()
                || path.charAt(dash) != '-'
                || path.indexOf('/', dash) >= 0
                || !path.regionMatches(true, 0, ASSETS, 0, ASSETS.length())) {
            return false;
        }
        boolean digit = false;
        boolean capital = false;
        for (int i = dash + 1; i < dot; i++) {
            char c = path.charAt(i);
            boolean isDigit = c >= '0' && c <= '9';
            boolean isCapital = c >= 'A' && c <= 'Z';
            boolean isSmall = c >= 'a' && c <= 'z';
            if (!isDigit && !isCapital && !isSmall && c != '_' && c != '-') {
                return false;
            }
            digit |= isDigit;
            capital |= isCapital;
        }
        return digit && capital && dot < path.length() - 1;
    }
}
