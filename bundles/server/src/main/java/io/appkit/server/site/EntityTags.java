package io.appkit.server.site;

import java.util.regex.Pattern;

/** Compares entity tags. */
final class EntityTags {

    private static final Pattern COMMA = Pattern.compile(",");

    private EntityTags() {}

    /** Whether a list of tags, or {@code *}, holds one that is equal apart from its weakness. */
    static boolean matchesWeakly(String list, String etag) {
        return COMMA.splitAsStream(list)
                .map(String::trim)
                .anyMatch(
                        candidate -> candidate.equals("*") || strong(candidate).equals(strong(etag)));
    }

    private static String strong(String etag) {
        return etag.startsWith("W/") ? etag.substring(2) : etag;
    }
}
