package io.appkit.server.dispatch;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The path of a request. Taken apart first and decoded afterwards, so that an encoded slash never becomes a border.
 *
 * @param segments between the slashes, decoded; none for the root
 * @param endsInSlash whether a slash follows the last segment
 */
public record RequestPath(List<String> segments, boolean endsInSlash) {

    private static final Pattern SLASH = Pattern.compile("/");

    /**
     * Takes a path as sent, without query.
     *
     * @throws MalformedPathException if a percent code is malformed, or a segment decodes to something that has a meaning
     *     in paths: a slash, a backslash, a control character, {@code .} or {@code ..}
     */
    public static RequestPath of(String rawPath) throws MalformedPathException {
        if (!rawPath.startsWith("/")) {
            throw new MalformedPathException();
        }
        List<String> segments = new ArrayList<>();
        for (String segment : SLASH.split(rawPath.substring(1), -1)) {
            segments.add(decode(segment));
        }
        int last = segments.size() - 1;
        boolean endsInSlash = segments.get(last).isEmpty();
        return new RequestPath(List.copyOf(endsInSlash ? segments.subList(0, last) : segments), endsInSlash);
    }

    /** The first segment; empty for the root. */
    public String first() {
        return segments.isEmpty() ? "" : segments.get(0);
    }

    /** Whether the path has these segments, without regard to case and a slash at the end. */
    public boolean isExactly(String... names) {
        if (segments.size() != names.length) {
            return false;
        }
        for (int i = 0; i < names.length; i++) {
            if (!segments.get(i).equalsIgnoreCase(names[i])) {
                return false;
            }
        }
        return true;
    }

    private static String decode(String segment) throws MalformedPathException {
        String decoded = segment.indexOf('%') < 0 ? segment : percentDecode(segment);
        if (decoded.equals(".") || decoded.equals("..")) {
            throw new MalformedPathException();
        }
        for (int i = 0; i < decoded.length(); i++) {
            char c = decoded.charAt(i);
            if (c == '/' || c == '\\' || Character.isISOControl(c)) {
                throw new MalformedPathException();
            }
        }
        return decoded;
    }

    private static String percentDecode(String segment) throws MalformedPathException {
        byte[] in = segment.getBytes(StandardCharsets.UTF_8);
        ByteBuffer out = ByteBuffer.allocate(in.length);
        for (int i = 0; i < in.length; i++) {
            if (in[i] != '%') {
                out.put(in[i]);
                continue;
            }
            int high = i + 2 < in.length ? Character.digit(in[i + 1], 16) : -1;
            int low = i + 2 < in.length ? Character.digit(in[i + 2], 16) : -1;
            if (high < 0 || low < 0) {
                throw new MalformedPathException();
            }
            out.put((byte) (high * 16 + low));
            i += 2;
        }
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(out.flip()).toString();
        } catch (CharacterCodingException e) {
            throw new MalformedPathException();
        }
    }
}
