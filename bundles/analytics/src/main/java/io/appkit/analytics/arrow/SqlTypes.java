package io.appkit.analytics.arrow;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.arrow.vector.types.DateUnit;
import org.apache.arrow.vector.types.FloatingPointPrecision;
import org.apache.arrow.vector.types.IntervalUnit;
import org.apache.arrow.vector.types.TimeUnit;
import org.apache.arrow.vector.types.pojo.ArrowType;

/** The Arrow types a warehouse sends for its SQL types. */
final class SqlTypes {

    private static final Pattern DECIMAL =
            Pattern.compile("(?:DECIMAL|NUMERIC|DEC)\\((\\d{1,2})(?:,\\s*(\\d{1,2}))?\\)");
    private static final int MAX_PRECISION = 38;

    private SqlTypes() {}

    /** The Arrow type of a column; text for what is not known, and for what is nested. */
    static ArrowType arrow(String typeText) {
        String type = typeText.trim().toUpperCase(Locale.ROOT);
        return switch (type) {
            case "BOOLEAN" -> ArrowType.Bool.INSTANCE;
            case "TINYINT", "BYTE" -> new ArrowType.Int(8, true);
            case "SMALLINT", "SHORT" -> new ArrowType.Int(16, true);
            case "INT", "INTEGER" -> new ArrowType.Int(32, true);
            case "BIGINT", "LONG" -> new ArrowType.Int(64, true);
            case "FLOAT", "REAL" -> new ArrowType.FloatingPoint(FloatingPointPrecision.SINGLE);
            case "DOUBLE" -> new ArrowType.FloatingPoint(FloatingPointPrecision.DOUBLE);
            case "DATE" -> new ArrowType.Date(DateUnit.DAY);
            case "TIMESTAMP" -> new ArrowType.Timestamp(TimeUnit.MICROSECOND, "UTC");
            case "TIMESTAMP_NTZ" -> new ArrowType.Timestamp(TimeUnit.MICROSECOND, null);
            case "BINARY" -> ArrowType.Binary.INSTANCE;
            case "VOID", "NULL" -> ArrowType.Null.INSTANCE;
            case "DECIMAL", "NUMERIC", "DEC" -> new ArrowType.Decimal(10, 0, 128);
            case "INTERVAL YEAR TO MONTH" -> new ArrowType.Interval(IntervalUnit.YEAR_MONTH);
            default -> decimalOrText(type);
        };
    }

    private static ArrowType decimalOrText(String type) {
        Matcher decimal = DECIMAL.matcher(type);
        if (!decimal.matches()) {
            return ArrowType.Utf8.INSTANCE;
        }
        int precision = Integer.parseInt(decimal.group(1));
        int scale = decimal.group(2) == null ? 0 : Integer.parseInt(decimal.group(2));
        return precision < 1 || precision > MAX_PRECISION || scale > precision
                ? ArrowType.Utf8.INSTANCE
                : new ArrowType.Decimal(precision, scale, 128);
    }
}
