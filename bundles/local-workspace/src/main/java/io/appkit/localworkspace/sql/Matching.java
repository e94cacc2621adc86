package io.appkit.localworkspace.sql;

import io.appkit.localworkspace.sql.SqlType.Kind;
import java.util.List;

/** A text matched with a pattern, as {@code LIKE}. */
record Matching(String template, String name) implements Rule {

    @Override
    public String write(List<String> operands, List<SqlType> types, List<String> extras) throws SqlFailure {
        for (SqlType type : types) {
            if (!type.is(Kind.STRING) && !type.is(Kind.VOID)) {
                throw SqlFailure.unavailable("The operator " + name + " of " + type.text());
            }
        }
        return Template.fill(template, operands);
    }
}
