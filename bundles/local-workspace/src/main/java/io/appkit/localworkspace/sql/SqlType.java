package io.appkit.localworkspace.sql;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The type of an expression, as far as its meaning depends on it.
 *
 * @param kind its family
 * @param precision digits of a DECIMAL, and of a whole number that is written in the statement
 * @param scale digits after the point of a DECIMAL
 * @param text for messages, and to tell types of the kind OTHER apart
 */
record SqlType(Kind kind, int precision, int scale, String text) {

    private static final int MAX_PRECISION = 38;
    private static final int MIN_ADJUSTED_SCALE = 6;

    enum Kind {
        VOID,
        BOOLEAN,
        TINYINT,
        SMALLINT,
        INT,
        BIGINT,
        FLOAT,
        DOUBLE,
        DECIMAL,
        STRING,
        BINARY,
        DATE,
        TIMESTAMP,
        INTERVAL,
        OTHER
    }

    static final SqlType INT = plain(Kind.INT);
    static final SqlType BIGINT = plain(Kind.BIGINT);
    static final SqlType DOUBLE = plain(Kind.DOUBLE);
    static final SqlType STRING = plain(Kind.STRING);
    static final SqlType BOOLEAN = plain(Kind.BOOLEAN);
    static final SqlType DATE = plain(Kind.DATE);
    static final SqlType TIMESTAMP = plain(Kind.TIMESTAMP);

    static SqlType plain(Kind kind) {
        return new SqlType(kind, 0, 0, kind.name());
    }

    /** A DECIMAL with precision and scale cut to what there is. */
    static SqlType decimal(int precision, int scale) {
        int p = Math.min(precision, MAX_PRECISION);
        int s = Math.min(scale, MAX_PRECISION);
        return new SqlType(Kind.DECIMAL, p, s, "DECIMAL(" + p + "," + s + ")");
    }

    /** A DECIMAL that keeps its whole digits at the cost of those after the point, as results of arithmetic do. */
    static SqlType adjusted(int precision, int scale) {
        if (precision <= MAX_PRECISION) {
            return decimal(precision, scale);
        }
        int least = Math.min(scale, MIN_ADJUSTED_SCALE);
        return decimal(MAX_PRECISION, Math.max(MAX_PRECISION - (precision - scale), least));
    }

    /** The type the engine names so in its messages. */
    static SqlType ofEngine(String name) {
        return switch (name) {
            case "\"NULL\"", "NULL" -> plain(Kind.VOID);
            case "BOOLEAN" -> BOOLEAN;
            case "TINYINT" -> plain(Kind.TINYINT);
            case "SMALLINT", "UTINYINT" -> plain(Kind.SMALLINT);
            case "INTEGER", "USMALLINT", "INTEGER_LITERAL" -> INT;
            case "BIGINT", "UINTEGER", "UBIGINT", "HUGEINT" -> BIGINT;
            case "FLOAT" -> plain(Kind.FLOAT);
            case "DOUBLE" -> DOUBLE;
            case "VARCHAR", "STRING_LITERAL", "UUID" -> STRING;
            case "BLOB" -> plain(Kind.BINARY);
            case "DATE" -> DATE;
            case "TIMESTAMP", "TIMESTAMP WITH TIME ZONE" -> TIMESTAMP;
            case "INTERVAL" -> plain(Kind.INTERVAL);
            default -> {
                if (name.startsWith("DECIMAL(") && name.endsWith(")")) {
                    int comma = name.indexOf(',');
                    yield decimal(
                            Integer.parseInt(name.substring("DECIMAL(".length(), comma)),
                            Integer.parseInt(
                                    name.substring(comma + 1, name.length() - 1).trim()));
                }
                yield new SqlType(Kind.OTHER, 0, 0, name);
            }
        };
    }

    /** The types of a list of them, as {@code DECIMAL(5,2), STRUCT(a INTEGER)}. */
    static List<SqlType> listOfEngine(String names) {
        List<SqlType> types = new ArrayList<>();
        int depth = 0;
        int start = 0;
        for (int i = 0; i <= names.length(); i++) {
            char c = i < names.length() ? names.charAt(i) : ',';
            if (c == '(') {
                depth++;
            } else if (c == ')') {
                depth--;
            } else if (c == ',' && depth == 0) {
                types.add(ofEngine(names.substring(start, i).trim()));
                start = i + 1;
            }
        }
        return types;
    }

    /** The type a statement names; DECIMAL alone is DECIMAL(10,0). */
    static SqlType named(String name, List<Integer> arguments) throws SqlFailure {
        String word = name.toUpperCase(Locale.ROOT);
        boolean decimal = word.equals("DECIMAL") || word.equals("DEC") || word.equals("NUMERIC");
        if (decimal && arguments.size() <= 2) {
            int precision = arguments.isEmpty() ? 10 : arguments.get(0);
            int scale = arguments.size() < 2 ? 0 : arguments.get(1);
            if (precision >= 1 && precision <= MAX_PRECISION && scale <= precision) {
                return decimal(precision, scale);
            }
        } else if (arguments.isEmpty()) {
            return switch (word) {
                case "BOOLEAN" -> BOOLEAN;
                case "TINYINT", "BYTE" -> plain(Kind.TINYINT);
                case "SMALLINT", "SHORT" -> plain(Kind.SMALLINT);
                case "INT", "INTEGER" -> INT;
                case "BIGINT", "LONG" -> BIGINT;
                case "FLOAT", "REAL" -> plain(Kind.FLOAT);
                case "DOUBLE" -> DOUBLE;
                case "STRING" -> STRING;
                case "BINARY" -> plain(Kind.BINARY);
                case "DATE" -> DATE;
                case "TIMESTAMP" -> TIMESTAMP;
                default -> throw SqlFailure.unavailable("The type " + word);
            };
        }
        throw SqlFailure.unavailable(
                "The type " + word + arguments.toString().replace('[', '(').replace(']', ')'));
    }

    /** Its name in the engine. */
    String engineName() {
        return switch (kind) {
            case INT -> "INTEGER";
            case STRING -> "VARCHAR";
            case BINARY -> "BLOB";
            default -> text;
        };
    }

    boolean is(Kind other) {
        return kind == other;
    }

    boolean whole() {
        return kind.compareTo(Kind.TINYINT) >= 0 && kind.compareTo(Kind.BIGINT) <= 0;
    }

    boolean floating() {
        return kind == Kind.FLOAT || kind == Kind.DOUBLE;
    }

    boolean numeric() {
        return whole() || floating() || kind == Kind.DECIMAL;
    }

    /** Itself if it is a DECIMAL, else the one that holds every value of the whole number type. */
    SqlType asDecimal() {
        return switch (kind) {
            case TINYINT -> decimal(precision > 0 ? precision : 3, 0);
            case SMALLINT -> decimal(precision > 0 ? precision : 5, 0);
            case INT -> decimal(precision > 0 ? precision : 10, 0);
            case BIGINT -> decimal(precision > 0 ? precision : 20, 0);
            default -> this;
        };
    }
}
