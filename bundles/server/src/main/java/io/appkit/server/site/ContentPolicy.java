package io.appkit.server.site;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The Content-Security-Policy of a page (contract: client, section 5), and what its author has written into it: the scripts
 * that stand in the page run, by their hash, and those of the origins it names; no other script does, however it came in.
 * Everything else comes from this server. A page that brings a policy of its own ({@code <meta
 * http-equiv="Content-Security-Policy">}) keeps it: to loosen or to tighten this one, write it there.
 */
final class ContentPolicy {

    /** No plugin content, no foreign base address, not inside the frame of another site: of every page. */
    static final String ALWAYS = "object-src 'none'; base-uri 'self'; frame-ancestors 'self'";

    /** The client writes styles inline. A form may lead to the identity provider, as the one that signs out does. */
    private static final String REST = "; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; "
            + "font-src 'self' data:; media-src 'self' data: blob:; connect-src 'self'; "
            + "frame-src 'self' blob:; worker-src 'self' blob:; manifest-src 'self'; form-action 'self' https:; ";

    private static final Pattern OWN =
            Pattern.compile("<meta\\s[^>]*http-equiv\\s*=\\s*[\"']?content-security-policy", Pattern.CASE_INSENSITIVE);
    private static final Pattern SCRIPT =
            Pattern.compile("<script(\\s[^>]*)?>(.*?)</script\\s*>", Pattern.CASE_INSENSITIVE | Pattern.DOTALL);
    private static final Pattern SOURCE =
            Pattern.compile("\\ssrc\\s*=\\s*[\"']?([^\"'\\s>]*)", Pattern.CASE_INSENSITIVE);
    private static final Pattern ORIGIN =
            Pattern.compile("(https://[A-Za-z0-9.-]+(?::\\d{1,5})?)(?:[/?#].*)?", Pattern.CASE_INSENSITIVE);
    private static final Pattern LINE_END = Pattern.compile("\r\n?");

    private ContentPolicy() {}

    static String of(String html) {
        return OWN.matcher(html).find()
                ? ALWAYS
                : "default-src 'self'; script-src 'self'" + scripts(html) + REST + ALWAYS;
    }

    private static String scripts(String html) {
        Set<String> allowed = new TreeSet<>();
        Matcher script = SCRIPT.matcher(html);
        while (script.find()) {
            String attributes = script.group(1) == null ? "" : script.group(1);
            Matcher source = SOURCE.matcher(attributes);
            if (!source.find()) {
                allowed.add(hash(script.group(2)));
                continue;
            }
            Matcher origin = ORIGIN.matcher(source.group(1));
            if (origin.matches()) {
                allowed.add(origin.group(1).toLowerCase(Locale.ROOT));
            }
        }
        return allowed.isEmpty() ? "" : " " + String.join(" ", allowed);
    }

    /** As the browser sees the text: with line feeds only. */
    private static String hash(String text) {
        try {
            byte[] seen = LINE_END.matcher(text).replaceAll("\n").getBytes(StandardCharsets.UTF_8);
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(seen);
            return "'sha256-" + Base64.getEncoder().encodeToString(hash) + "'";
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
