package io.appkit.localworkspace.sql;

import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/**
 * Aliases of a query's columns that hide a column of the tables, as in {@code round(price) AS price}. Where ORDER BY
 * computes with such a name, or HAVING uses it, Databricks and the engine mean different ones.
 */
final class Aliases {

    private final TokenReader in;
    private final Set<String> hiding = new HashSet<>();

    Aliases(TokenReader in) {
        this.in = in;
    }

    /** Notes the alias that comes next, of an expression that began at a position. */
    void add(int began, Node expression) {
        String name = in.peek().text().toLowerCase(Locale.ROOT);
        if (!(expression instanceof Node.Name) && in.named(began, name)) {
            hiding.add(name);
        }
    }

    /** Refuses an expression, begun at a position, of a clause in which the names are not clear. */
    void check(int began, Node expression, String clause) throws SqlFailure {
        boolean unclear = clause.equals("HAVING") || (clause.equals("ORDER") && !(expression instanceof Node.Name));
        for (String name : hiding) {
            if (unclear && in.named(began, name)) {
                throw SqlFailure.unavailable(
                        "The name " + name + " in " + (clause.equals("ORDER") ? "ORDER BY" : clause)
                                + ", which is a column and the alias of another (choose another alias)");
            }
        }
    }
}
