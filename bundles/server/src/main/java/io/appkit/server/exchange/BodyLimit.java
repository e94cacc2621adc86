package io.appkit.server.exchange;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Sizes as people write them: {@code 512kb}, {@code 10mb}. */
public final class BodyLimit {

    private static final Pattern SIZE = Pattern.compile("(\\d{1,9})\\s*(b|kb|mb|gb)?", Pattern.CASE_INSENSITIVE);

    private BodyLimit() {}

    /**
     * Reads a size; units are powers of two.
     *
     * @throws IllegalArgumentException if it is none
     */
    public static long bytes(String text) {
        Matcher size = SIZE.matcher(text.trim());
        if (!size.matches()) {
            throw new IllegalArgumentException("'" + text + "' is no size: expected something like 512kb or 10mb");
        }
        long number = Long.parseLong(size.group(1));
        String unit = size.group(2) == null ? "b" : size.group(2).toLowerCase(Locale.ROOT);
        return switch (unit) {
            case "kb" -> number << 10;
            case "mb" -> number << 20;
            case "gb" -> number << 30;
            default -> number;
        };
    }
}
