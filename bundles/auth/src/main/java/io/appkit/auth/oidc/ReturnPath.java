package io.appkit.auth.oidc;

/**
 * Where a sign-in leads back to: a path and query of this server. What browsers would read as another place, or might, is
 * replaced by the root. The result is only ever used behind the public origin, which a slash ends.
 */
final class ReturnPath {

    static final String ROOT = "/";

    private static final int MOST = 1024;

    private ReturnPath() {}

    /** The path, if it is safe and customary; else the root. */
    static String of(String wanted) {
        return isSafe(wanted) ? wanted : ROOT;
    }

    private static boolean isSafe(String wanted) {
        if (!wanted.startsWith("/") || wanted.length() > MOST || !isPlain(wanted)) {
            return false;
        }
        int query = wanted.indexOf('?');
        String path = query < 0 ? wanted : wanted.substring(0, query);
        // Only of what precedes the query do browsers make segments; an empty one could become a host.
        return !path.contains("//") && !hasDisguise(path) && !path.startsWith(Paths.FOLDER);
    }

    /** Printable ASCII, as browsers send it; they drop tabs and line ends, and take a backslash for a slash. */
    private static boolean isPlain(String text) {
        return text.chars()
                .allMatch(c -> c > ' ' && c < 0x7F && c != '\\' && c != '#' && c != '"' && c != '<' && c != '>');
    }

    /** A slash, a dot or a control character that something behind this server may decode. */
    private static boolean hasDisguise(String path) {
        for (int at = path.indexOf('%'); at >= 0; at = path.indexOf('%', at + 1)) {
            String code = path.substring(at + 1, Math.min(path.length(), at + 3));
            if (!code.matches("[0-9A-Fa-f]{2}")) {
                return true;
            }
            int c = Integer.parseInt(code, 16);
            if (c < ' ' || c == 0x7F || c == '/' || c == '\\' || c == '.') {
                return true;
            }
        }
        return hasDotSegment(path);
    }

    private static boolean hasDotSegment(String path) {
        for (String segment : path.split("/", -1)) {
            if (segment.equals(".") || segment.equals("..")) {
                return true;
            }
        }
        return false;
    }
}
