package io.appkit.files.operation;

import java.nio.charset.StandardCharsets;

/** The beginning of a text file. */
final class PreviewText {

    /** What certainly holds that many characters. */
    static final int BYTES = 8192;

    private static final int CHARACTERS = 1024;

    private PreviewText() {}

    static String of(byte[] beginning) {
        String text = new String(beginning, StandardCharsets.UTF_8);
        if (text.length() <= CHARACTERS) {
            return text;
        }
        boolean pair = Character.isHighSurrogate(text.charAt(CHARACTERS - 1));
        return text.substring(0, pair ? CHARACTERS - 1 : CHARACTERS);
    }
}
