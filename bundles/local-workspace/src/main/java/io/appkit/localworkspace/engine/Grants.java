package io.appkit.localworkspace.engine;

import io.appkit.localworkspace.sql.StringLiteral;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * Who may read which table, kept by the engine itself. A table that not everyone may read lies in a schema whose name nobody
 * knows; under its own name stands a view that finds it through a variable of the session. However a statement spells or
 * hides the table, to read it the engine has to resolve the variable, and where it leads nowhere there are no rows.
 */
final class Grants {

    /** Tables that can be withheld. */
    private static final List<String> GUARDED = List.of("samples.tpch.customer");

    /** What a variable leads to where nothing is granted; {@link EngineErrors} knows it again. */
    static final String DENIED = "denied ";

    private static final Pattern HIDDEN = Pattern.compile("granted_[0-9a-f]{32}");

    private final String schema = "granted_" + UUID.randomUUID().toString().replace("-", "");

    /** Hides the tables, while their catalog can still be written; nothing is granted then. */
    void guard(Statement statement) throws SQLException {
        statement.execute("CREATE SCHEMA samples." + schema);
        for (String table : GUARDED) {
            statement.execute("CREATE TABLE " + hidden(table) + " AS FROM " + table);
            statement.execute("DROP TABLE " + table);
            set(statement, table, hidden(table));
            statement.execute("CREATE VIEW " + table + " AS FROM query_table(getvariable('" + variable(table) + "'))");
            set(statement, table, DENIED + table);
        }
    }

    /** Grants a session all tables but some of those that can be withheld. */
    void allExcept(Set<String> unreadable, Connection session) throws SQLException {
        if (!GUARDED.containsAll(unreadable)) {
            throw new IllegalArgumentException("Not all of these can be withheld: " + unreadable);
        }
        try (Statement statement = session.createStatement()) {
            for (String table : GUARDED) {
                set(statement, table, unreadable.contains(table) ? DENIED + table : hidden(table));
            }
        }
    }

    /** A text in which the tables are where everyone sees them. */
    static String masked(String text) {
        return HIDDEN.matcher(text).replaceAll("tpch");
    }

    private String hidden(String table) {
        return "samples." + schema + table.substring(table.lastIndexOf('.'));
    }

    private static void set(Statement statement, String table, String value) throws SQLException {
        statement.execute("SET VARIABLE " + variable(table) + " = " + StringLiteral.encode(value));
    }

    private static String variable(String table) {
        return table.replace('.', '_');
    }
}
