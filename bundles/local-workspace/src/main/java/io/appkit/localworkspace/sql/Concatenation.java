package io.appkit.localworkspace.sql;

import io.appkit.localworkspace.sql.SqlType.Kind;
import java.util.ArrayList;
import java.util.List;

/** An expression of texts; operands of other types are cast. */
record Concatenation(String prefix, String separator, String suffix) implements Rule {

    private static final Casting TEXT = new Casting(SqlType.STRING, false);

    /** {@code ||} and {@code concat}: NULL if any part is. */
    static final Concatenation OPERATOR = new Concatenation("(", " || ", ")");

    @Override
    public String write(List<String> operands, List<SqlType> types, List<String> extras) throws SqlFailure {
        List<String> parts = new ArrayList<>();
        boolean binary = types.stream().allMatch(type -> type.is(Kind.BINARY));
        for (int i = 0; i < operands.size(); i++) {
            parts.add(binary ? operands.get(i) : TEXT.write(operands.get(i), types.get(i)));
        }
        return prefix + String.join(separator, parts) + suffix;
    }
}
