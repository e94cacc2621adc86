package io.appkit.localworkspace.sql;

import io.appkit.localworkspace.sql.SqlType.Kind;
import java.util.List;

/** {@code sum} and {@code avg}; the extra is what follows the call, as {@code OVER (...)}. */
record Aggregation(boolean average, boolean distinct) implements Rule {

    @Override
    public String write(List<String> operands, List<SqlType> types, List<String> extras) throws SqlFailure {
        String operand = operands.get(0);
        SqlType type = types.get(0);
        String over = extras.get(0);
        if (type.floating() || type.is(Kind.VOID)) {
            return call(average ? "avg" : "sum", "CAST(" + operand + " AS DOUBLE)", over);
        } else if (type.whole()) {
            return average ? call("avg", operand, over) : "CAST(" + call("sum", operand, over) + " AS BIGINT)";
        } else if (!type.is(Kind.DECIMAL)) {
            throw SqlFailure.unavailable("The function " + (average ? "avg" : "sum") + " of " + type.text());
        }
        SqlType total = SqlType.decimal(type.precision() + 10, type.scale());
        String sum = "CAST(" + call("sum", operand, over) + " AS " + total.engineName() + ")";
        if (!average) {
            return sum;
        }
        SqlType adjusted = SqlType.adjusted(type.precision() + 4, type.scale() + 4);
        SqlType mean = SqlType.decimal(type.precision() + 4, type.scale() + 4);
        if (!mean.equals(adjusted)) {
            // Databricks says only that the scale grows less then; Spark's and its rule for operators differ.
            throw SqlFailure.unavailable("The function avg of " + type.text() + " (cast to fewer digits or to DOUBLE)");
        }
        String count = "CAST(nullif(" + call("count", operand, over) + ", 0) AS HUGEINT)";
        return Arithmetic.quotient(Arithmetic.unscaled(sum, total), count, mean.scale() - type.scale(), mean);
    }

    private String call(String name, String operand, String over) {
        return name + "(" + (distinct ? "DISTINCT " : "") + operand + ") " + over;
    }

    /** The call stays an aggregate, so that the engine comes to the operand. */
    @Override
    public String probe(List<String> operands, List<String> extras, String marker) {
        return call("max", KnownTypes.probe(operands, marker), extras.get(0));
    }
}
