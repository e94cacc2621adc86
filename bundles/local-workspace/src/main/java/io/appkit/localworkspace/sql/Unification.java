package io.appkit.localworkspace.sql;

import io.appkit.localworkspace.sql.SqlType.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/**
 * An expression with the value of one of its operands, which all get their least common type.
 *
 * @param template of operands and then extras
 * @param name for messages
 */
record Unification(String template, String name) implements Rule {

    @Override
    public String write(List<String> operands, List<SqlType> types, List<String> extras) throws SqlFailure {
        SqlType common = common(types);
        List<String> parts = new ArrayList<>();
        for (int i = 0; i < operands.size(); i++) {
            parts.add(cast(operands.get(i), common));
        }
        parts.addAll(extras);
        return Template.fill(template, parts);
    }

    static String cast(String operand, SqlType common) {
        return common.numeric() || common.is(Kind.TIMESTAMP)
                ? "CAST(" + operand + " AS " + common.engineName() + ")"
                : operand;
    }

    SqlType common(List<SqlType> types) throws SqlFailure {
        SqlType common = SqlType.plain(Kind.VOID);
        for (SqlType type : types) {
            common = common(common, type);
        }
        // A number written here has the type of numbers without digits counted.
        return common.whole() ? SqlType.plain(common.kind()) : common;
    }

    private SqlType common(SqlType left, SqlType right) throws SqlFailure {
        if (right.is(Kind.VOID) || left.text().equals(right.text())) {
            return left;
        } else if (left.is(Kind.VOID)) {
            return right;
        } else if (left.whole() && right.whole()) {
            return Arithmetic.wider(left, right);
        } else if (left.numeric() && right.numeric()) {
            return left.floating() || right.floating() ? SqlType.DOUBLE : wider(left, right);
        } else if (point(left) && point(right)) {
            return SqlType.TIMESTAMP;
        }
        throw SqlFailure.unavailable("The expression " + name + " of different types ("
                + String.join(" and ", new TreeSet<>(List.of(left.text(), right.text()))) + "; cast one of them)");
    }

    private static boolean point(SqlType type) {
        return type.is(Kind.DATE) || type.is(Kind.TIMESTAMP);
    }

    private static SqlType wider(SqlType left, SqlType right) {
        SqlType a =
                SqlType.plain(left.kind()).whole() ? SqlType.plain(left.kind()).asDecimal() : left;
        SqlType b = SqlType.plain(right.kind()).whole()
                ? SqlType.plain(right.kind()).asDecimal()
                : right;
        int scale = Math.max(a.scale(), b.scale());
        return SqlType.decimal(Math.max(a.precision() - a.scale(), b.precision() - b.scale()) + scale, scale);
    }
}
