package io.appkit.localworkspace.sql;

import io.appkit.localworkspace.sql.SqlType.Kind;
import java.util.List;
import java.util.Locale;

/**
 * {@code round}, {@code ceil} and {@code floor}.
 *
 * @param digits after the point
 */
record Rounding(Way way, int digits) implements Rule {

    private static final int MOST_DIGITS = 15;

    enum Way {
        ROUND,
        CEIL,
        FLOOR
    }

    @Override
    public String write(List<String> operands, List<SqlType> types, List<String> extras) throws SqlFailure {
        String operand = operands.get(0);
        SqlType type = types.get(0);
        if (type.is(Kind.DECIMAL)) {
            int whole = type.precision() - type.scale() + 1;
            SqlType result = way == Way.ROUND && digits >= 0
                    ? SqlType.decimal(whole + Math.min(type.scale(), digits), Math.min(type.scale(), digits))
                    : SqlType.decimal(Math.max(whole, 1 - digits), 0);
            String wide = "CAST(" + operand + " AS DECIMAL(38," + type.scale() + "))";
            return "CAST(" + name() + "(" + wide + (way == Way.ROUND ? ", " + digits : "") + ") AS "
                    + result.engineName() + ")";
        } else if (way != Way.ROUND && (type.numeric() || type.is(Kind.VOID))) {
            return "CAST(" + name() + "(" + operand + ") AS BIGINT)";
        } else if (digits >= 0 && type.whole()) {
            return operand;
        } else if (digits >= 0 && digits <= MOST_DIGITS && type.is(Kind.DOUBLE)) {
            // As the number is written, not as it is stored; from 1e16 on there is nothing after the point.
            return "CASE WHEN abs(" + operand + ") < 1e16 THEN CAST(CAST(CAST(CAST(" + operand
                    + " AS VARCHAR) AS DECIMAL(38," + digits + ")) AS VARCHAR) AS DOUBLE) ELSE " + operand + " END";
        }
        throw SqlFailure.unavailable("The function " + name() + " of " + type.text() + " to " + digits + " digits");
    }

    private String name() {
        return way.name().toLowerCase(Locale.ROOT);
    }
}
