package io.appkit.localworkspace.sql;

import io.appkit.localworkspace.sql.SqlType.Kind;
import java.util.ArrayList;
import java.util.List;

/** A comparison; where a STRING meets another type, the text is cast as Databricks does. */
record Comparison(String template) implements Rule {

    @Override
    public String write(List<String> operands, List<SqlType> types, List<String> extras) throws SqlFailure {
        SqlType other = null;
        boolean strings = false;
        for (SqlType type : types) {
            if (type.is(Kind.STRING)) {
                strings = true;
            } else if (!type.is(Kind.VOID)) {
                if (other != null && other.is(Kind.BOOLEAN) != type.is(Kind.BOOLEAN)) {
                    throw SqlFailure.unavailable("A comparison of " + other.text() + " and " + type.text());
                }
                other = other == null ? type : wider(other, type);
            }
        }
        if (!strings || other == null) {
            return Template.fill(template, operands);
        }
        Casting casting = new Casting(target(other), false);
        List<String> cast = new ArrayList<>();
        for (int i = 0; i < operands.size(); i++) {
            cast.add(casting.write(operands.get(i), types.get(i)));
        }
        return Template.fill(template, cast);
    }

    private static SqlType wider(SqlType left, SqlType right) {
        return left.kind().compareTo(right.kind()) >= 0 ? left : right;
    }

    private static SqlType target(SqlType other) throws SqlFailure {
        return switch (other.kind()) {
            case TINYINT, SMALLINT, INT, BIGINT -> SqlType.BIGINT;
            case DECIMAL, FLOAT, DOUBLE -> SqlType.DOUBLE;
            case BOOLEAN, DATE, TIMESTAMP -> SqlType.plain(other.kind());
            default -> throw SqlFailure.unavailable("A comparison of STRING and " + other.text());
        };
    }
}
