package io.appkit.core.config;

import io.appkit.api.config.ByteSize;
import io.appkit.api.config.Key;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Turns the text of one key into its value. */
final class ValueParser {

    private ValueParser() {}

    /**
     * Parses a text.
     *
     * @throws IllegalArgumentException whose message says what is allowed
     */
    static Object parse(Type type, Key key, String text) {
        if (type instanceof ParameterizedType generic) {
            Type of = generic.getActualTypeArguments()[0];
            if (generic.getRawType() == Optional.class) {
                return text.isEmpty() ? Optional.empty() : Optional.of(parse(of, key, text));
            }
            if (generic.getRawType() == List.class && of == String.class) {
                return Pattern.compile(",")
                        .splitAsStream(text)
                        .map(String::trim)
                        .filter(item -> !item.isEmpty())
                        .toList();
            }
        }
        if (type instanceof Class<?> plain) {
            return plain(plain, key, text);
        }
        throw new IllegalStateException("a configuration record cannot hold " + type);
    }

    private static Object plain(Class<?> type, Key key, String text) {
        if (type == String.class) {
            return text;
        } else if (type == int.class || type == Integer.class) {
            return Math.toIntExact(number(key, text, Integer.MIN_VALUE, Integer.MAX_VALUE));
        } else if (type == long.class || type == Long.class) {
            return number(key, text, Long.MIN_VALUE, Long.MAX_VALUE);
        } else if (type == Duration.class) {
            return Duration.ofMillis(number(key, text, 0, Long.MAX_VALUE));
        } else if (type == ByteSize.class) {
            return ByteSize.parse(text);
        } else if (type == double.class || type == Double.class) {
            return decimal(key, text);
        } else if (type == boolean.class || type == Boolean.class) {
            return switch (text.toLowerCase(Locale.ROOT)) {
                case "true" -> true;
                case "false" -> false;
                default -> throw new IllegalArgumentException("expected true or false");
            };
        } else if (type == Path.class) {
            return Path.of(text);
        } else if (type.isEnum()) {
            return constant(type, text);
        }
        throw new IllegalStateException("a configuration record cannot hold " + type);
    }

    private static long number(Key key, String text, long least, long most) {
        long min = Math.max(least, key.min());
        long max = Math.min(most, key.max());
        try {
            long number = Long.parseLong(text);
            if (number >= min && number <= max) {
                return number;
            }
        } catch (NumberFormatException e) {
            // Said below, with the range.
        }
        throw new IllegalArgumentException("expected a whole number"
                + (min > Long.MIN_VALUE && max < Long.MAX_VALUE
                        ? " from " + min + " to " + max
                        : min > Long.MIN_VALUE ? " of at least " + min : ""));
    }

    private static double decimal(Key key, String text) {
        try {
            double number = Double.parseDouble(text);
            if (number >= key.min() && number <= key.max()) {
                return number;
            }
        } catch (NumberFormatException e) {
            // Said below, with the range.
        }
        throw new IllegalArgumentException("expected a number from " + key.min() + " to " + key.max());
    }

    private static Object constant(Class<?> type, String text) {
        Object[] constants = type.getEnumConstants();
        for (Object constant : constants) {
            if (name(constant).equals(text)) {
                return constant;
            }
        }
        throw new IllegalArgumentException(
                "expected " + Arrays.stream(constants).map(ValueParser::name).collect(Collectors.joining(" or ")));
    }

    /** The form in which files write an enum constant. */
    static String name(Object constant) {
        return ((Enum<?>) constant).name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
