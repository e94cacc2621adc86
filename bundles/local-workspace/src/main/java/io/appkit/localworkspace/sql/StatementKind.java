package io.appkit.localworkspace.sql;

import java.util.List;
import java.util.Set;

/** What a statement does, as far as its answer depends on it. */
public enum StatementKind {
    QUERY,
    /** Tells a query's columns instead of running it. */
    DESCRIBE,
    INSERT,
    /** Changes or deletes rows. */
    CHANGE,
    DEFINE,
    /** Would choose catalog and schema of a session; each statement here is a session of its own. */
    USE;

    private static final Set<String> QUERIES = Set.of("SELECT", "WITH", "VALUES");
    private static final Set<String> CREATABLE = Set.of("TABLE", "VIEW", "SCHEMA");

    static StatementKind of(List<Token> tokens) throws SqlFailure {
        Token first = tokens.get(0);
        return switch (first.word()) {
            case "SELECT", "WITH", "VALUES" -> QUERY;
            case "DESCRIBE", "DESC" -> DESCRIBE;
            case "INSERT" -> INSERT;
            case "UPDATE", "DELETE", "MERGE", "TRUNCATE" -> CHANGE;
            case "USE" -> USE;
            case "CREATE", "DROP" -> {
                checkDefinable(tokens);
                yield DEFINE;
            }
            case "" -> {
                if (!first.isSymbol("(")) {
                    throw SqlFailure.syntax("Syntax error at or near '" + first.text() + "'.");
                }
                yield QUERY;
            }
            case "ALTER",
                    "SHOW",
                    "EXPLAIN",
                    "SET",
                    "RESET",
                    "COPY",
                    "CALL",
                    "GRANT",
                    "REVOKE",
                    "ANALYZE",
                    "OPTIMIZE",
                    "VACUUM",
                    "REFRESH",
                    "CACHE",
                    "COMMENT",
                    "EXECUTE",
                    "DECLARE",
                    "BEGIN",
                    "RESTORE",
                    "UNDROP" -> throw SqlFailure.unavailable("The statement " + first.word());
            default -> throw SqlFailure.syntax("Syntax error at or near '" + first.text() + "'.");
        };
    }

    /** Whether a query may begin with the token. */
    static boolean beginsQuery(Token token) {
        return QUERIES.contains(token.word()) || token.isSymbol("(");
    }

    private static void checkDefinable(List<Token> tokens) throws SqlFailure {
        for (Token token : tokens.subList(1, tokens.size())) {
            if (CREATABLE.contains(token.word())) {
                return;
            }
            if (!Set.of("OR", "REPLACE", "TEMP", "TEMPORARY").contains(token.word())) {
                throw SqlFailure.unavailable("The statement " + tokens.get(0).word() + " " + token.text());
            }
        }
        throw SqlFailure.syntax("Syntax error at end of input.");
    }
}
