package io.appkit.server.site;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@code index.html} with the boot payload in it. */
final class Page {

    private static final Pattern BODY = Pattern.compile("<body(\\s[^>]*)?>", Pattern.CASE_INSENSITIVE);
    private static final Pattern HEAD_END = Pattern.compile("</head\\s*>", Pattern.CASE_INSENSITIVE);

    private final byte[] payload;
    private final ByteBuffer bytes;
    private final String etag;
    private final String policy;

    private Page(byte[] payload, byte[] bytes, String policy) {
        this.payload = payload;
        this.bytes = DirectBytes.of(bytes);
        this.etag = EntityTags.of(bytes);
        this.policy = policy;
    }

    static Page of(String html, byte[] payload) {
        // Data, not a script: it needs no place in the policy.
        String element = "<script id=\"__appkit__\" type=\"application/json\">"
                + new String(payload, StandardCharsets.UTF_8) + "</script>";
        int at = place(html);
        byte[] page = (html.substring(0, at) + element + html.substring(at)).getBytes(StandardCharsets.UTF_8);
        return new Page(payload, page, ContentPolicy.of(html));
    }

    private static int place(String html) {
        Matcher body = BODY.matcher(html);
        if (body.find()) {
            return body.end();
        }
        Matcher head = HEAD_END.matcher(html);
        return head.find() ? head.start() : 0;
    }

    /** Whether it was made with this very array. */
    boolean carries(byte[] candidate) {
        return payload == candidate;
    }

    ByteBuffer bytes() {
        return bytes.duplicate();
    }

    /** Strong, over the page as sent. */
    String etag() {
        return etag;
    }

    /** Its Content-Security-Policy. */
    String policy() {
        return policy;
    }
}
