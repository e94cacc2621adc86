package io.appkit.api.analytics;

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
    public static SqlParameter string(String value) {
        return new SqlParameter("STRING", value);
    }

    /** An {@code INT}. */
    public static SqlParameter integer(int value) {
        return new SqlParameter("INT", Integer.toString(value));
    }

    /** A {@code DATE}. */
    public static SqlParameter date(java.time.LocalDate value) {
        return new SqlParameter("DATE", value.toString());
    }
}
