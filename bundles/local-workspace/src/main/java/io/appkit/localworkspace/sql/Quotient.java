package io.appkit.localworkspace.sql;

import java.util.List;

/** {@code try_divide}: a quotient that is NULL where the divisor is zero. */
record Quotient() implements Rule {

    @Override
    public String write(List<String> operands, List<SqlType> types, List<String> extras) throws SqlFailure {
        List<String> nullable = List.of(operands.get(0), "nullif(" + operands.get(1) + ", 0)");
        return new Arithmetic("/").write(nullable, types, extras);
    }
}
