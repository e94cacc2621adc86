package io.appkit.server.site;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@code index.html} with the boot payload in it. */
final class Page {

    private static final Pattern BODY = Pattern.compile("<body(\\s[^>]*)?>", Pattern.CASE_INSENSITIVE);
    private static final Pattern HEAD_END = Pattern.compile("</head\\s*>", Pattern.CASE_INSENSITIVE);
    private static final int ETAG_BYTES = 16;

    private final byte[] bytes;
    private final String etag;

    private Page(byte[] bytes) {
        this.bytes = bytes;
        this.etag = "\"" + hash(bytes) + "\"";
    }

    static Page of(String html, byte[] payload) {
        String element = "<script id=\"__appkit__\" type=\"application/json\">"
                + new String(payload, StandardCharsets.UTF_8) + "</script>";
        int at = place(html);
        return new Page((html.substring(0, at) + element + html.substring(at)).getBytes(StandardCharsets.UTF_8));
    }

    private static int place(String html) {
        Matcher body = BODY.matcher(html);
        if (body.find()) {
            return body.end();
        }
        Matcher head = HEAD_END.matcher(html);
        return head.find() ? head.start() : 0;
    }

    private static String hash(byte[] bytes) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(bytes);
            return HexFormat.of().formatHex(hash, 0, ETAG_BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    byte[] bytes() {
        return bytes;
    }

    /** Strong, over the page as sent. */
    String etag() {
        return etag;
    }
}
