package io.appkit.localworkspace.sql;

import io.appkit.localworkspace.sql.SqlType.Kind;
import java.util.List;

/**
 * {@code + -}, where one side may be a date or a span of time.
 *
 * @param interval what is known of a span of time on the right
 */
record Sum(String operator, Interval interval) implements Rule {

    enum Interval {
        /** None is written there. */
        NONE,
        DAYS,
        HOURS
    }

    @Override
    public String write(List<String> operands, List<SqlType> types, List<String> extras) throws SqlFailure {
        SqlType left = types.get(0);
        SqlType right = types.get(1);
        boolean point = left.is(Kind.DATE) || left.is(Kind.TIMESTAMP);
        if (left.is(Kind.DATE) && right.whole()) {
            return "(" + operands.get(0) + " " + operator + " CAST(" + operands.get(1) + " AS INTEGER))";
        } else if (right.is(Kind.DATE) && left.whole() && operator.equals("+")) {
            return "(" + operands.get(1) + " + CAST(" + operands.get(0) + " AS INTEGER))";
        } else if (point && right.is(Kind.INTERVAL) && interval != Interval.NONE) {
            String type = left.is(Kind.DATE) && interval == Interval.DAYS ? "DATE" : "TIMESTAMP";
            return "CAST((CAST(" + operands.get(0) + " AS " + type + ") " + operator + " " + operands.get(1) + ") AS "
                    + type + ")";
        }
        return new Arithmetic(operator).write(operands, types, extras);
    }
}
