package io.appkit.localworkspace.files;

import io.appkit.localworkspace.http.ApiException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/** The path of a URL as text: decoded once, and strictly. */
final class PercentEncoding {

    private static final String UNRESERVED = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~/";
    private static final HexFormat HEX = HexFormat.of().withUpperCase();

    private PercentEncoding() {}

    /** A path as it stands in a URL; slashes stay. */
    static String encode(String path) {
        StringBuilder encoded = new StringBuilder();
        for (byte b : path.getBytes(StandardCharsets.UTF_8)) {
            if (UNRESERVED.indexOf(b) >= 0) {
                encoded.append((char) b);
            } else {
                encoded.append('%').append(HEX.toHexDigits(b));
            }
        }
        return encoded.toString();
    }

    static String decode(String encoded) throws ApiException {
        ByteBuffer bytes = ByteBuffer.allocate(encoded.length());
        int i = 0;
        while (i < encoded.length()) {
            char c = encoded.charAt(i);
            if (c >= 0x80) {
                throw FileErrors.invalidPath("characters beyond ASCII must be percent-encoded");
            } else if (c == '%') {
                bytes.put((byte) (digit(encoded, i + 1) << 4 | digit(encoded, i + 2)));
                i += 3;
            } else {
                bytes.put((byte) c);
                i++;
            }
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT)
                    .decode(bytes.flip())
                    .toString();
        } catch (CharacterCodingException e) {
            throw FileErrors.invalidPath("not UTF-8");
        }
    }

    private static int digit(String encoded, int at) throws ApiException {
        int digit = at < encoded.length() ? Character.digit(encoded.charAt(at), 16) : -1;
        if (digit < 0) {
            throw FileErrors.invalidPath("a % is not followed by two hexadecimal digits");
        }
        return digit;
    }
}
