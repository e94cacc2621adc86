package io.appkit.files.path;

import java.nio.charset.StandardCharsets;

/** Percent-encoding that leaves nothing but letters, digits and {@code - . _ ~}: fit for any part of a URL. */
public final class PercentEncoding {

    private static final String PLAIN = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~";
    private static final String DIGITS = "0123456789ABCDEF";

    private PercentEncoding() {}

    public static String encode(String text) {
        StringBuilder encoded = new StringBuilder(text.length() + 16);
        for (byte part : text.getBytes(StandardCharsets.UTF_8)) {
            char symbol = (char) (part & 0xFF);
            if (PLAIN.indexOf(symbol) >= 0) {
                encoded.append(symbol);
            } else {
                encoded.append('%').append(DIGITS.charAt(symbol >> 4)).append(DIGITS.charAt(symbol & 0xF));
            }
        }
        return encoded.toString();
    }
}
