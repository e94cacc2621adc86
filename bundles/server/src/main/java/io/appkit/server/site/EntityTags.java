package io.appkit.server.site;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.regex.Pattern;

/** Makes and compares entity tags. */
final class EntityTags {

    private static final Pattern COMMA = Pattern.compile(",");
    private static final int HASH_BYTES = 16;

    private EntityTags() {}

    /** A strong tag of these bytes. */
    static String of(byte[] bytes) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(bytes);
            return '"' + HexFormat.of().formatHex(hash, 0, HASH_BYTES) + '"';
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Whether a list of tags, or {@code *}, holds this one; none that is weak does. */
    static boolean matchesStrongly(String list, String etag) {
        return COMMA.splitAsStream(list)
                .map(String::trim)
                .anyMatch(candidate -> candidate.equals("*") || candidate.equals(etag));
    }

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
