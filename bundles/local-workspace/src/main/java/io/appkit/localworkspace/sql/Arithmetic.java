package io.appkit.localworkspace.sql;

import io.appkit.localworkspace.sql.SqlType.Kind;
import java.util.List;

/**
 * {@code + - * / % div} of numbers, with the result types of the Databricks SQL language reference. Its DECIMAL division
 * is exact; the engine's own is one of DOUBLEs.
 */
record Arithmetic(String operator) implements Rule {

    @Override
    public String write(List<String> operands, List<SqlType> types, List<String> extras) throws SqlFailure {
        SqlType left = types.get(0);
        SqlType right = types.get(1);
        if (left.is(Kind.VOID) || right.is(Kind.VOID)) {
            return plain(operands);
        }
        if (!left.numeric() || !right.numeric()) {
            throw SqlFailure.unavailable("The operator " + operator + " of " + left.text() + " and " + right.text());
        }
        if (left.floating() || right.floating()) {
            return ofFloating(operands, left, right);
        }
        if (left.is(Kind.DECIMAL) || right.is(Kind.DECIMAL)) {
            return ofDecimals(operands, left.asDecimal(), right.asDecimal());
        }
        return ofWhole(operands, wider(left, right));
    }

    private String plain(List<String> operands) {
        return "(" + operands.get(0) + " " + (operator.equals("div") ? "//" : operator) + " " + operands.get(1) + ")";
    }

    static SqlType wider(SqlType left, SqlType right) {
        SqlType wider = left.kind().compareTo(right.kind()) >= 0 ? left : right;
        return SqlType.plain(wider.kind());
    }

    private String ofWhole(List<String> operands, SqlType type) {
        return switch (operator) {
            case "/" -> plain(operands);
            case "div" ->
                "CAST(" + plain(cast(operands, SqlType.BIGINT.engineName(), SqlType.BIGINT.engineName()))
                        + " AS BIGINT)";
            default -> plain(cast(operands, type.engineName(), type.engineName()));
        };
    }

    private String ofFloating(List<String> operands, SqlType left, SqlType right) throws SqlFailure {
        if (operator.equals("div")) {
            throw SqlFailure.unavailable("The operator div of DOUBLE");
        }
        boolean single = left.is(Kind.FLOAT) && right.is(Kind.FLOAT) && !operator.equals("/");
        String type = single ? "FLOAT" : "DOUBLE";
        return plain(cast(operands, type, type));
    }

    private static List<String> cast(List<String> operands, String left, String right) {
        return List.of(
                "CAST(" + operands.get(0) + " AS " + left + ")", "CAST(" + operands.get(1) + " AS " + right + ")");
    }

    private String ofDecimals(List<String> operands, SqlType left, SqlType right) throws SqlFailure {
        int scale = Math.max(left.scale(), right.scale());
        int whole = Math.max(left.precision() - left.scale(), right.precision() - right.scale());
        return switch (operator) {
            case "+", "-" -> computed(operands, wide(scale), wide(scale), SqlType.adjusted(whole + scale + 1, scale));
            case "*" -> product(operands, left, right);
            case "%" -> {
                int least = Math.min(left.precision() - left.scale(), right.precision() - right.scale());
                yield computed(operands, wide(scale), wide(scale), SqlType.adjusted(least + scale, scale));
            }
            case "/" -> {
                int digits = Math.max(6, left.scale() + right.precision() + 1);
                SqlType type = SqlType.adjusted(left.precision() - left.scale() + right.scale() + digits, digits);
                yield quotient(
                        unscaled(operands.get(0), left),
                        unscaled(operands.get(1), right),
                        type.scale() - left.scale() + right.scale(),
                        type);
            }
            default ->
                "CAST("
                        + plain(List.of(
                                power(unscaled(operands.get(0), left), right.scale()),
                                power(unscaled(operands.get(1), right), left.scale())))
                        + " AS BIGINT)";
        };
    }

    private String product(List<String> operands, SqlType left, SqlType right) throws SqlFailure {
        int scale = left.scale() + right.scale();
        if (scale > 38) {
            throw SqlFailure.unavailable("The operator * of " + left.text() + " and " + right.text());
        }
        SqlType type = SqlType.adjusted(left.precision() + right.precision() + 1, scale);
        return computed(operands, wide(left.scale()), wide(right.scale()), type);
    }

    private String computed(List<String> operands, String left, String right, SqlType type) {
        return "CAST(" + plain(cast(operands, left, right)) + " AS " + type.engineName() + ")";
    }

    /** Computed with all digits there are: the engine stops at 18 where both operands fit. */
    private static String wide(int scale) {
        return "DECIMAL(38," + scale + ")";
    }

    /** The digits of a DECIMAL without the point. */
    static String unscaled(String operand, SqlType type) {
        return "samples.dialect.unscaled(CAST(" + operand + " AS " + type.engineName() + "))";
    }

    private static String power(String number, int exponent) {
        return exponent == 0 ? number : "(" + number + " * CAST('1" + "0".repeat(exponent) + "' AS HUGEINT))";
    }

    /** The quotient of two whole numbers, times a power of ten, as the digits of a DECIMAL. */
    static String quotient(String dividend, String divisor, int exponent, SqlType type) {
        String digits = "samples.dialect.quotient(" + power(dividend, Math.max(0, exponent)) + ", "
                + power(divisor, Math.max(0, -exponent)) + ")";
        String step = type.scale() == 0 ? "1" : "0." + "0".repeat(type.scale() - 1) + "1";
        return "CAST(CAST(" + digits + " AS DECIMAL(38,0)) * CAST('" + step + "' AS DECIMAL(38," + type.scale()
                + ")) AS " + type.engineName() + ")";
    }
}
