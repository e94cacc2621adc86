package io.appkit.analytics.rows;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * How texts of the warehouse become values of one Java type.
 *
 * @param expected what a text must be, for errors
 * @param parse fails with any exception for a text that is none
 */
record CellType(String expected, Function<String, Object> parse) {

    private static final Map<Class<?>, CellType> KNOWN = new LinkedHashMap<>();

    static {
        know("text", text -> text, String.class);
        know("true or false", CellType::truth, boolean.class, Boolean.class);
        know("a byte", Byte::valueOf, byte.class, Byte.class);
        know("a short", Short::valueOf, short.class, Short.class);
        know("an int", Integer::valueOf, int.class, Integer.class);
        know("a long", Long::valueOf, long.class, Long.class);
        know("a float", Float::valueOf, float.class, Float.class);
        know("a double", Double::valueOf, double.class, Double.class);
        know("a decimal number", BigDecimal::new, BigDecimal.class);
        know("a whole number", BigInteger::new, BigInteger.class);
        know("a date", LocalDate::parse, LocalDate.class);
        know("a timestamp without offset", text -> LocalDateTime.parse(iso(text)), LocalDateTime.class);
        know("a timestamp with offset", text -> OffsetDateTime.parse(iso(text)).toInstant(), Instant.class);
    }

    private static void know(String expected, Function<String, Object> parse, Class<?>... types) {
        for (Class<?> type : types) {
            KNOWN.put(type, new CellType(expected, parse));
        }
    }

    private static Object truth(String text) {
        if (text.equalsIgnoreCase("true") || text.equalsIgnoreCase("false")) {
            return text.equalsIgnoreCase("true");
        }
        throw new IllegalArgumentException(text);
    }

    private static String iso(String timestamp) {
        return timestamp.replaceFirst("(?<=\\d) (?=\\d)", "T");
    }

    /** How values of a type are made; empty for a type that is not supported. */
    static Optional<CellType> of(Class<?> type) {
        if (type.isEnum()) {
            return Optional.of(constants(type));
        }
        return Optional.ofNullable(KNOWN.get(type));
    }

    private static CellType constants(Class<?> type) {
        Map<String, Object> byName = Arrays.stream(type.getEnumConstants())
                .collect(Collectors.toMap(constant -> ((Enum<?>) constant).name(), constant -> constant));
        return new CellType("one of " + Arrays.toString(type.getEnumConstants()), text -> {
            Object constant = byName.get(text);
            if (constant == null) {
                throw new IllegalArgumentException(text);
            }
            return constant;
        });
    }
}
