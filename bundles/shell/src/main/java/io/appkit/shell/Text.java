package io.appkit.shell;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jline.utils.WCWidth;

/** Foreign text, made fit for a terminal. */
final class Text {

    private static final int LONGEST_LINE = 1000;
    private static final String MORE = "...";

    private Text() {}

    /** One line, whatever the text holds. */
    static String line(String text) {
        return shorten(visible(text.strip().replaceAll("\\s+", " ")), LONGEST_LINE);
    }

    /**
     * The text with everything spelt out that in a terminal would act, or not be seen: control characters, marks of
     * direction, breaks of lines, halves of characters.
     */
    static String visible(String text) {
        if (text.codePoints().allMatch(Text::harmless)) {
            return text;
        }
        StringBuilder visible = new StringBuilder(text.length() + 16);
        text.codePoints().forEach(c -> {
            switch (c) {
                case '\n' -> visible.append("\\n");
                case '\r' -> visible.append("\\r");
                case '\t' -> visible.append("\\t");
                default -> {
                    if (harmless(c)) {
                        visible.appendCodePoint(c);
                    } else {
                        Character.toString(c).chars().forEach(unit -> visible.append(String.format("\\u%04x", unit)));
                    }
                }
            }
        });
        return visible.toString();
    }

    private static boolean harmless(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SURROGATE -> false;
            default -> true;
        };
    }

    /** The text in at most {@code width} columns of a terminal, with three dots where some of it is left out. */
    static String shorten(String text, int width) {
        if (width(text) <= width) {
            return text;
        }
        int left = width - MORE.length();
        int end = 0;
        while (true) {
            int c = text.codePointAt(end);
            left -= WCWidth.wcwidth(c);
            if (left < 0) {
                return text.substring(0, end) + MORE;
            }
            end += Character.charCount(c);
        }
    }

    /** How many columns of a terminal a visible text takes: of some characters two, of some none. */
    static int width(String text) {
        return text.codePoints().map(WCWidth::wcwidth).sum();
    }

    /** A number of bytes in the unit that suits it. */
    static String size(long bytes) {
        if (bytes < 1 << 10) {
            return bytes + " B";
        } else if (bytes < 1 << 20) {
            return (bytes + 1023) / 1024 + " kB";
        }
        return bytes < 1 << 30
                ? String.format(Locale.ROOT, "%.1f MB", bytes / 1048576.0)
                : String.format(Locale.ROOT, "%.1f GB", bytes / 1073741824.0);
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
