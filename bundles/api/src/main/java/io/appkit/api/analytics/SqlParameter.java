package io.appkit.api.analytics;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.regex.Pattern;

/**
 * A typed value for a named parameter.
 *
 * @param type SQL type as the warehouse writes it, such as {@code DATE} or {@code DECIMAL(10,2)}
 * @param value text form of the value
 */
public record SqlParameter(String type, String value) {

    private static final Pattern TYPE = Pattern.compile("[A-Za-z][A-Za-z0-9_ ]{0,39}(\\(\\d{1,3}(, ?\\d{1,3})?\\))?");

    /** Checks the form of the type. */
    public SqlParameter {
        if (!isType(type)) {
            throw new IllegalArgumentException("not a SQL type: " + type);
        }
    }

    /** Whether {@code text} has the form of a type name (contract: analytics, section 2). */
    public static boolean isType(String text) {
        return TYPE.matcher(text).matches();
    }

    /** A {@code STRING}. */
    public static SqlParameter of(String value) {
        return new SqlParameter("STRING", value);
    }

    /** An {@code INT}; the one number {@code LIMIT} and {@code OFFSET} take. */
    public static SqlParameter of(int value) {
        return new SqlParameter("INT", Integer.toString(value));
    }

    /** A {@code BIGINT}. */
    public static SqlParameter of(long value) {
        return new SqlParameter("BIGINT", Long.toString(value));
    }

    /** A {@code DOUBLE}. */
    public static SqlParameter of(double value) {
        return new SqlParameter("DOUBLE", Double.toString(value));
    }

    /** A {@code DECIMAL} with the digits of the value. */
    public static SqlParameter of(BigDecimal value) {
        BigDecimal digits = value.scale() < 0 ? value.setScale(0) : value;
        int precision = Math.max(digits.precision(), digits.scale());
        return new SqlParameter("DECIMAL(" + precision + "," + digits.scale() + ")", digits.toPlainString());
    }

    /** A {@code BOOLEAN}. */
    public static SqlParameter of(boolean value) {
        return new SqlParameter("BOOLEAN", Boolean.toString(value));
    }

    /** A {@code DATE}. */
    public static SqlParameter of(LocalDate value) {
        return new SqlParameter("DATE", value.toString());
    }

    /** A {@code TIMESTAMP_NTZ}. */
    public static SqlParameter of(LocalDateTime value) {
        return new SqlParameter("TIMESTAMP_NTZ", value.toString());
    }

    /** A {@code TIMESTAMP}. */
    public static SqlParameter of(Instant value) {
        return new SqlParameter("TIMESTAMP", value.toString());
    }
}
