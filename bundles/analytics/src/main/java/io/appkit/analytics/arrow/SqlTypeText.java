package io.appkit.analytics.arrow;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.arrow.vector.complex.MapVector;
import org.apache.arrow.vector.types.DateUnit;
import org.apache.arrow.vector.types.FloatingPointPrecision;
import org.apache.arrow.vector.types.IntervalUnit;
import org.apache.arrow.vector.types.TimeUnit;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.FieldType;

/**
 * The name of a SQL type, as a warehouse writes it, read as the Arrow type it sends for it: {@code DECIMAL(10,2)},
 * {@code ARRAY<STRUCT<a: INT NOT NULL COMMENT 'x', `b c`: STRING>>}. What is not known is text.
 */
final class SqlTypeText {

    private static final Pattern WORD = Pattern.compile("\\s*([A-Za-z_]\\w*)");
    private static final Pattern ARGUMENTS = Pattern.compile("\\s*\\(\\s*(\\d{1,9})\\s*(?:,\\s*(\\d{1,9})\\s*)?\\)");
    private static final Pattern INTERVAL =
            Pattern.compile("\\s+(YEAR|MONTH|DAY|HOUR|MINUTE|SECOND)(?:\\s+TO\\s+\\w+)?", Pattern.CASE_INSENSITIVE);
    private static final Pattern COLLATION = Pattern.compile("\\s+COLLATE\\s+[\\w.]+", Pattern.CASE_INSENSITIVE);
    // The repetitions are possessive, since others take stack for each character.
    private static final Pattern MEMBER = Pattern.compile("\\s*(?:`((?:[^`]|``)*+)`|([^\\s:`<>,]+))\\s*:");
    private static final Pattern REMARKS = Pattern.compile(
            "(?:\\s+NOT\\s+NULL)?(?:\\s+COMMENT\\s+(?:'(?:[^'\\\\]|\\\\.|'')*+'|\"(?:[^\"\\\\]|\\\\.)*+\"))?",
            Pattern.CASE_INSENSITIVE | Pattern.DOTALL);
    private static final int MAX_PRECISION = 38;
    private static final int DEFAULT_PRECISION = 10;
    private static final int MAX_DEPTH = 32;
    private static final int MAX_LENGTH = 1 << 16;

    private final String text;
    private int at;
    private int depth;

    private SqlTypeText(String text) {
        this.text = text;
    }

    /** The field of a column. */
    static Field field(String name, String typeText) {
        SqlTypeText type = new SqlTypeText(typeText);
        if (typeText.length() <= MAX_LENGTH) {
            try {
                Field field = type.type(name);
                if (type.rest().isBlank()) {
                    return field;
                }
            } catch (UnknownTypeException e) {
                return text(name);
            }
        }
        return text(name);
    }

    /** Its parts cannot be told from each other. */
    private static final class UnknownTypeException extends RuntimeException {

        private static final long serialVersionUID = 1L;

        UnknownTypeException() {
            super(null, null, false, false);
        }
    }

    private static Field text(String name) {
        return Field.nullable(name, ArrowType.Utf8.INSTANCE);
    }

    private Field type(String name) {
        if (++depth > MAX_DEPTH) {
            throw new UnknownTypeException();
        }
        String word = required(WORD).group(1).toUpperCase(Locale.ROOT);
        Field field =
                switch (word) {
                    case "ARRAY" -> array(name);
                    case "MAP" -> map(name);
                    case "STRUCT" -> struct(name);
                    default -> Field.nullable(name, scalar(word));
                };
        depth--;
        return field;
    }

    private ArrowType scalar(String word) {
        return switch (word) {
            case "BOOLEAN" -> ArrowType.Bool.INSTANCE;
            case "TINYINT", "BYTE" -> new ArrowType.Int(8, true);
            case "SMALLINT", "SHORT" -> new ArrowType.Int(16, true);
            case "INT", "INTEGER" -> new ArrowType.Int(32, true);
            case "BIGINT", "LONG" -> new ArrowType.Int(64, true);
            case "FLOAT", "REAL" -> new ArrowType.FloatingPoint(FloatingPointPrecision.SINGLE);
            case "DOUBLE" -> new ArrowType.FloatingPoint(FloatingPointPrecision.DOUBLE);
            case "DECIMAL", "NUMERIC", "DEC" -> decimal();
            case "DATE" -> new ArrowType.Date(DateUnit.DAY);
            case "TIMESTAMP", "TIMESTAMP_LTZ" -> new ArrowType.Timestamp(TimeUnit.MICROSECOND, "UTC");
            case "TIMESTAMP_NTZ" -> new ArrowType.Timestamp(TimeUnit.MICROSECOND, null);
            case "BINARY" -> ArrowType.Binary.INSTANCE;
            case "VOID", "NULL" -> ArrowType.Null.INSTANCE;
            case "INTERVAL" -> interval();
            default -> {
                optional(ARGUMENTS);
                optional(COLLATION);
                yield ArrowType.Utf8.INSTANCE;
            }
        };
    }

    private ArrowType decimal() {
        Matcher arguments = matcher(ARGUMENTS);
        if (!arguments.lookingAt()) {
            return new ArrowType.Decimal(DEFAULT_PRECISION, 0, 128);
        }
        at = arguments.end();
        int precision = Integer.parseInt(arguments.group(1));
        int scale = arguments.group(2) == null ? 0 : Integer.parseInt(arguments.group(2));
        return precision < 1 || precision > MAX_PRECISION || scale > precision
                ? ArrowType.Utf8.INSTANCE
                : new ArrowType.Decimal(precision, scale, 128);
    }

    private ArrowType interval() {
        String unit = required(INTERVAL).group(1).toUpperCase(Locale.ROOT);
        return unit.equals("YEAR") || unit.equals("MONTH")
                ? new ArrowType.Interval(IntervalUnit.YEAR_MONTH)
                : new ArrowType.Duration(TimeUnit.MICROSECOND);
    }

    private Field array(String name) {
        expect('<');
        Field element = type("element");
        expect('>');
        return new Field(name, FieldType.nullable(ArrowType.List.INSTANCE), List.of(element));
    }

    private Field map(String name) {
        expect('<');
        Field key = required(type(MapVector.KEY_NAME));
        expect(',');
        Field value = type(MapVector.VALUE_NAME);
        expect('>');
        Field entries = new Field(
                MapVector.DATA_VECTOR_NAME, FieldType.notNullable(ArrowType.Struct.INSTANCE), List.of(key, value));
        return new Field(name, FieldType.nullable(new ArrowType.Map(false)), List.of(entries));
    }

    private Field struct(String name) {
        List<Field> members = new ArrayList<>();
        expect('<');
        while (!comes('>')) {
            if (!members.isEmpty()) {
                expect(',');
            }
            Matcher member = required(MEMBER);
            String quoted = member.group(1);
            Field field = type(quoted == null ? member.group(2) : quoted.replace("``", "`"));
            Matcher remarks = required(REMARKS);
            boolean required =
                    remarks.group().toUpperCase(Locale.ROOT).stripLeading().startsWith("NOT");
            members.add(required ? required(field) : field);
        }
        expect('>');
        return new Field(name, FieldType.nullable(ArrowType.Struct.INSTANCE), members);
    }

    private static Field required(Field field) {
        return new Field(field.getName(), FieldType.notNullable(field.getType()), field.getChildren());
    }

    private Matcher matcher(Pattern pattern) {
        return pattern.matcher(text).region(at, text.length());
    }

    private void optional(Pattern pattern) {
        Matcher matcher = matcher(pattern);
        if (matcher.lookingAt()) {
            at = matcher.end();
        }
    }

    private Matcher required(Pattern pattern) {
        Matcher matcher = matcher(pattern);
        if (!matcher.lookingAt()) {
            throw new UnknownTypeException();
        }
        at = matcher.end();
        return matcher;
    }

    private boolean comes(char wanted) {
        while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
            at++;
        }
        return at < text.length() && text.charAt(at) == wanted;
    }

    private void expect(char wanted) {
        if (!comes(wanted)) {
            throw new UnknownTypeException();
        }
        at++;
    }

    private String rest() {
        return text.substring(at);
    }
}
