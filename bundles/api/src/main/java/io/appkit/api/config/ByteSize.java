package io.appkit.api.config;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A number of bytes.
 *
 * @param bytes not negative
 */
public record ByteSize(long bytes) {

    private static final Pattern SIZE =
            Pattern.compile("(\\d{1,9})\\s*(kb|mb|gb)|(\\d{1,15})\\s*b?", Pattern.CASE_INSENSITIVE);

    /**
     * Reads a size as people write it: {@code 512kb}, {@code 10mb}, or as a number of bytes; units are powers of two.
     *
     * @throws IllegalArgumentException if it is none
     */
    public static ByteSize parse(String text) {
        Matcher size = SIZE.matcher(text.trim());
        if (!size.matches()) {
            throw new IllegalArgumentException("expected a size such as 512kb or 10mb");
        }
        if (size.group(3) != null) {
            return new ByteSize(Long.parseLong(size.group(3)));
        }
        long number = Long.parseLong(size.group(1));
        return new ByteSize(
                switch (size.group(2).toLowerCase(Locale.ROOT)) {
                    case "kb" -> number << 10;
                    case "mb" -> number << 20;
                    default -> number << 30;
                });
    }
}
