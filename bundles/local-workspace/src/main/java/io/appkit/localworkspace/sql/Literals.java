package io.appkit.localworkspace.sql;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Locale;
import java.util.Set;

/** Values written in a statement (Databricks SQL language reference, data types). */
final class Literals {

    private static final Set<String> DAYS = Set.of("YEAR", "YEARS", "MONTH", "MONTHS", "DAY", "DAYS");
    private static final Set<String> HOURS = Set.of("HOUR", "HOURS", "MINUTE", "MINUTES", "SECOND", "SECONDS");

    private Literals() {}

    static Node number(String text, boolean negative) throws SqlFailure {
        String upper = text.toUpperCase(Locale.ROOT);
        int end = upper.length();
        while (end > 0 && Character.isLetter(upper.charAt(end - 1))) {
            end--;
        }
        String digits = (negative ? "-" : "") + upper.substring(0, end);
        try {
            return switch (upper.substring(end)) {
                case "" ->
                    upper.indexOf('E') >= 0
                            ? number(digits, SqlType.DOUBLE, text, negative)
                            : upper.indexOf('.') >= 0 ? decimal(digits, text, negative) : whole(digits, text, negative);
                case "L" -> whole(digits, SqlType.Kind.BIGINT, text, negative);
                case "S" -> whole(digits, SqlType.Kind.SMALLINT, text, negative);
                case "Y" -> whole(digits, SqlType.Kind.TINYINT, text, negative);
                case "D" -> number(digits, SqlType.DOUBLE, text, negative);
                case "F" -> number(digits, SqlType.plain(SqlType.Kind.FLOAT), text, negative);
                case "BD" -> decimal(digits, text, negative);
                default -> throw SqlFailure.syntax("Syntax error at or near '" + text + "'.");
            };
        } catch (NumberFormatException e) {
            throw SqlFailure.syntax("Syntax error at or near '" + text + "'.");
        }
    }

    private static Node whole(String digits, String text, boolean negative) throws SqlFailure {
        int bits = new BigInteger(digits).bitLength();
        if (bits >= Long.SIZE) {
            return decimal(digits, text, negative);
        }
        // As it is: a number alone may be the place of a column.
        return new Node.Numeral(
                digits,
                shown(text, negative),
                counted(bits < Integer.SIZE ? SqlType.Kind.INT : SqlType.Kind.BIGINT, digits));
    }

    private static Node whole(String digits, SqlType.Kind kind, String text, boolean negative) {
        return number(digits, counted(kind, digits), text, negative);
    }

    /** The digits count where the number meets a DECIMAL. */
    private static SqlType counted(SqlType.Kind kind, String digits) {
        return new SqlType(kind, new BigInteger(digits).abs().toString().length(), 0, kind.name());
    }

    private static Node decimal(String digits, String text, boolean negative) throws SqlFailure {
        BigDecimal value = new BigDecimal(digits);
        int scale = Math.max(0, value.scale());
        int precision = Math.max(value.precision() + Math.max(0, -value.scale()), scale);
        if (precision > 38) {
            throw SqlFailure.of(
                    "DECIMAL_PRECISION_EXCEEDS_MAX_PRECISION", "22003", "The number " + text + " is too long.");
        }
        return number(value.toPlainString(), SqlType.decimal(precision, scale), text, negative);
    }

    private static Node number(String digits, SqlType type, String text, boolean negative) {
        return new Node.Numeral("CAST('" + digits + "' AS " + type.engineName() + ")", shown(text, negative), type);
    }

    private static String shown(String text, boolean negative) {
        return negative ? "-" + text : text;
    }

    static Node date(String text) throws SqlFailure {
        try {
            return new Node.Plain("CAST('" + LocalDate.parse(text.trim()) + "' AS DATE)", "DATE '" + text + "'");
        } catch (DateTimeException e) {
            throw invalid(text, "DATE");
        }
    }

    static Node timestamp(String text) throws SqlFailure {
        try {
            return new Node.Plain(
                    "CAST('" + TimestampText.parse(text.trim()) + "' AS TIMESTAMP)", "TIMESTAMP '" + text + "'");
        } catch (DateTimeException e) {
            throw invalid(text, "TIMESTAMP");
        }
    }

    private static SqlFailure invalid(String text, String type) {
        return SqlFailure.of(
                "INVALID_TYPED_LITERAL",
                "42604",
                "The value of the typed literal \"" + type + "\" is invalid: '" + text + "'.");
    }

    /** What follows INTERVAL: one number and one unit. */
    static Node interval(TokenReader in) throws SqlFailure {
        String sign = in.takeSymbol("-") ? "-" : "";
        Token value = in.next();
        Token unit = in.next();
        boolean single = value.kind() == Token.Kind.NUMBER || value.kind() == Token.Kind.STRING;
        boolean days = DAYS.contains(unit.word());
        String digits = sign + value.text().trim();
        boolean more = in.peek().isWord("TO")
                || in.peek().kind() == Token.Kind.NUMBER
                || in.peek().kind() == Token.Kind.STRING;
        if (!single || more || !digits.matches("[+-]?[0-9]{1,9}") || !(days || HOURS.contains(unit.word()))) {
            throw SqlFailure.unavailable(
                    "An INTERVAL that is not one whole number of YEAR, MONTH, DAY, HOUR, MINUTE or" + " SECOND");
        }
        String sql = "INTERVAL '" + digits + "' " + unit.word();
        return new Node.Interval(sql, sql, days);
    }
}
