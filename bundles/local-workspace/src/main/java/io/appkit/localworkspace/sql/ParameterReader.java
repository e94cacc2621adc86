package io.appkit.localworkspace.sql;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads parameters as a warehouse does: the text is cast to the type, and a text that does not fit is an error. */
public final class ParameterReader {

    private static final Pattern DECIMAL =
            Pattern.compile("(?:DECIMAL|DEC|NUMERIC)(?:\\s*\\(\\s*(\\d{1,2})\\s*(?:,\\s*(\\d{1,2})\\s*)?\\))?");
    private static final int MAX_PRECISION = 38;
    private static final int DEFAULT_PRECISION = 10;
    private static final int MAX_DIGITS = 400;

    private static final Set<String> TRUE = Set.of("true", "t", "yes", "y", "1");
    private static final Set<String> FALSE = Set.of("false", "f", "no", "n", "0");

    private ParameterReader() {}

    public static Map<String, ParameterValue> read(List<StatementParameter> parameters) throws SqlFailure {
        Map<String, ParameterValue> values = new LinkedHashMap<>();
        for (StatementParameter parameter : parameters) {
            values.put(parameter.name(), read(parameter));
        }
        return values;
    }

    private static ParameterValue read(StatementParameter parameter) throws SqlFailure {
        String given = parameter.type() == null ? "STRING" : parameter.type();
        String type = given.trim().toUpperCase(Locale.ROOT);
        String text = parameter.value();
        try {
            return switch (type) {
                case "STRING", "VARCHAR", "CHAR" -> new ParameterValue("STRING", "VARCHAR", text);
                case "BINARY" -> value("BINARY", "BLOB", text == null ? null : text.getBytes(StandardCharsets.UTF_8));
                case "BOOLEAN" -> value(type, "BOOLEAN", text == null ? null : bool(text));
                case "TINYINT", "BYTE" -> value("TINYINT", "TINYINT", integer(text, 7));
                case "SMALLINT", "SHORT" -> value("SMALLINT", "SMALLINT", integer(text, 15));
                case "INT", "INTEGER" -> value("INT", "INTEGER", integer(text, 31));
                case "BIGINT", "LONG" -> value("BIGINT", "BIGINT", integer(text, 63));
                case "FLOAT", "REAL" -> value("FLOAT", "FLOAT", text == null ? null : Float.valueOf(text.trim()));
                case "DOUBLE" -> value("DOUBLE", "DOUBLE", text == null ? null : Double.valueOf(text.trim()));
                case "DATE" -> value("DATE", "DATE", text == null ? null : date(text.trim()));
                case "TIMESTAMP", "TIMESTAMP_NTZ" ->
                    value(type, "TIMESTAMP", text == null ? null : TimestampText.parse(text.trim()));
                case "VOID" -> value("VOID", "VARCHAR", null);
                default -> decimal(type, text);
            };
        } catch (IllegalArgumentException | ArithmeticException | DateTimeException e) {
            throw SqlFailure.of(
                    "CAST_INVALID_INPUT",
                    "22018",
                    "The value '" + text + "' of parameter " + parameter.name() + " cannot be cast to \"" + given
                            + "\".");
        }
    }

    private static ParameterValue value(String type, String engineType, @Nullable Object value) {
        return new ParameterValue(type, engineType, value);
    }

    private static boolean bool(String text) {
        String word = text.trim().toLowerCase(Locale.ROOT);
        if (TRUE.contains(word) || FALSE.contains(word)) {
            return TRUE.contains(word);
        }
        throw new IllegalArgumentException(text);
    }

    private static @Nullable Object integer(@Nullable String text, int bits) {
        if (text == null) {
            return null;
        }
        BigInteger number = new BigInteger(digits(text));
        if (number.bitLength() > bits) {
            throw new ArithmeticException(text);
        }
        return number.longValue();
    }

    private static LocalDate date(String text) {
        return LocalDate.parse(text);
    }

    private static ParameterValue decimal(String type, @Nullable String text) throws SqlFailure {
        Matcher matcher = DECIMAL.matcher(type);
        if (!matcher.matches()) {
            throw SqlFailure.of("UNSUPPORTED_DATATYPE", "0A000", "Unsupported data type \"" + type + "\".");
        }
        int precision = matcher.group(1) == null ? DEFAULT_PRECISION : Integer.parseInt(matcher.group(1));
        int scale = matcher.group(2) == null ? 0 : Integer.parseInt(matcher.group(2));
        if (precision < 1 || precision > MAX_PRECISION || scale > precision) {
            throw SqlFailure.of("UNSUPPORTED_DATATYPE", "0A000", "Unsupported data type \"" + type + "\".");
        }
        String engineType = "DECIMAL(" + precision + "," + scale + ")";
        if (text == null) {
            return value(engineType, engineType, null);
        }
        BigDecimal exact = new BigDecimal(digits(text));
        if (exact.precision() - (long) exact.scale() > precision || exact.scale() > MAX_DIGITS) {
            throw new ArithmeticException(text);
        }
        BigDecimal number = exact.setScale(scale, RoundingMode.HALF_UP);
        if (number.precision() > precision) {
            throw new ArithmeticException(text);
        }
        return value(engineType, engineType, number);
    }

    /** Refuses absurdly long numbers, which would take long to read. */
    private static String digits(String text) {
        String trimmed = text.trim();
        if (trimmed.length() > MAX_DIGITS) {
            throw new ArithmeticException("more than " + MAX_DIGITS + " digits");
        }
        return trimmed;
    }
}
