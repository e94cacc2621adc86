package io.appkit.shell;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Foreign text, made fit for a terminal. */
final class Text {

    private static final int LONGEST_LINE = 1000;
    private static final String MORE = "...";

    private Text() {}

    /** One line, whatever the text holds. */
    static String line(String text) {
        return shorten(visible(text.strip().replaceAll("\\s+", " ")), LONGEST_LINE);
    }

    /** The text with its control characters spelt out: in a terminal they would act. */
    static String visible(String text) {
        if (text.chars().noneMatch(Character::isISOControl)) {
            return text;
        }
        StringBuilder visible = new StringBuilder(text.length() + 16);
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '\n' -> visible.append("\\n");
                case '\r' -> visible.append("\\r");
                case '\t' -> visible.append("\\t");
                default -> {
                    if (Character.isISOControl(c)) {
                        visible.append(String.format("\\u%04x", (int) c));
                    } else {
                        visible.append(c);
                    }
                }
            }
        }
        return visible.toString();
    }

    /** The text in at most {@code width} characters, with three dots where some are left out. */
    static String shorten(String text, int width) {
        return text.length() <= width ? text : text.substring(0, width - MORE.length()) + MORE;
    }

    /** A number of bytes in the unit that suits it. */
    static String size(long bytes) {
        return bytes < 1 << 20
                ? (bytes + 1023) / 1024 + " kB"
                : String.format(Locale.ROOT, "%.1f MB", bytes / 1048576.0);
    }

    /** The text in lines of at most {@code width} characters, broken at blanks where there are any. */
    static List<String> wrap(String text, int width) {
        List<String> lines = new ArrayList<>();
        String rest = text;
        while (rest.length() > width) {
            int blank = rest.lastIndexOf(' ', width);
            int end = blank > 0 ? blank : width;
            lines.add(rest.substring(0, end));
            rest = rest.substring(end).stripLeading();
        }
        lines.add(rest);
        return lines;
    }
}
