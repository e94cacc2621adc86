package io.appkit.analytics.query;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * The text of a query and what follows from it.
 *
 * @param sql as in the file
 * @param digest SHA-256 of the text in hexadecimal
 * @param placeholders its named parameters
 */
public record QueryText(String sql, String digest, Placeholders placeholders) {

    public static QueryText of(String sql) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(sql.getBytes(StandardCharsets.UTF_8));
            return new QueryText(sql, HexFormat.of().formatHex(digest), Placeholders.of(sql));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
