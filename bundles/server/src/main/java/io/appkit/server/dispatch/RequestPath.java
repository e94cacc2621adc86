package io.appkit.server.dispatch;

import jakarta.servlet.http.HttpServletRequest;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * The path of a request as sent, in segments that are decoded one at a time, so that an encoded slash never becomes a
 * border.
 *
 * @param segments between the slashes, not decoded; the last is empty if the path ends in a slash
 */
public record RequestPath(List<String> segments) {

    /** Takes the path of a request. */
    public static RequestPath of(HttpServletRequest request) {
        return of(request.getRequestURI());
    }

    /** Takes a path that starts with a slash. */
    public static RequestPath of(String rawPath) {
        String path = rawPath.startsWith("/") ? rawPath.substring(1) : rawPath;
        return new RequestPath(List.of(path.split("/", -1)));
    }

    /** The first segment as sent; empty for the root. */
    public String first() {
        return segments.get(0);
    }

    /** Whether the path has these fixed segments, without regard to case and one slash at the end. */
    public boolean isExactly(String... names) {
        List<String> own = withoutTrailingSlash();
        if (own.size() != names.length) {
            return false;
        }
        for (int i = 0; i < names.length; i++) {
            if (!own.get(i).equalsIgnoreCase(names[i])) {
                return false;
            }
        }
        return true;
    }

    /** The segments; one slash at the end is left out. */
    public List<String> withoutTrailingSlash() {
        int last = segments.size() - 1;
        return last > 0 && segments.get(last).isEmpty() ? segments.subList(0, last) : segments;
    }

    /**
     * Decodes one segment.
     *
     * @throws MalformedPathException if a percent code is malformed, or the segment decodes to something that has a
     *     meaning in paths: a slash, a backslash, a control character, {@code .} or {@code ..}
     */
    public static String decode(String segment) throws MalformedPathException {
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
            int high = i + 2 <= in.length - 1 ? Character.digit(in[i + 1], 16) : -1;
            int low = i + 2 <= in.length - 1 ? Character.digit(in[i + 2], 16) : -1;
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
