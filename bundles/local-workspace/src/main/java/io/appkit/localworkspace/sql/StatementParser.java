package io.appkit.localworkspace.sql;

import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Reads a statement as clauses with expressions between them. Clauses go to the engine as they are, which knows whether
 * they are in place; only expressions are understood.
 */
final class StatementParser {

    private static final Set<String> KEYWORDS =
            words("ALL AND ANTI AS ASC ASOF BETWEEN BY COLLATE CREATE CROSS CUBE CURRENT DELETE"
                    + " DESC DISTINCT DROP ELSE END ESCAPE EXCEPT EXISTS FOLLOWING FROM FULL GROUP GROUPING HAVING ILIKE IN INNER"
                    + " INSERT INTERSECT INTO IS JOIN LATERAL LEFT LIKE LIMIT MATCHED MERGE MINUS NATURAL NOT NULLS OFFSET ON OR"
                    + " ORDER OUTER OVER PARTITION PIVOT POSITIONAL PRECEDING QUALIFY RANGE RECURSIVE REGEXP RIGHT RLIKE ROLLUP ROW"
                    + " ROWS SELECT SEMI SET SETS TABLE TABLESAMPLE THEN TRUNCATE UNBOUNDED UNION UNPIVOT UPDATE USING VALUES VIEW"
                    + " WHEN WHERE WINDOW WITH");

    /** Keywords that are functions, too. */
    private static final Set<String> ALSO_FUNCTIONS = words("LEFT RIGHT RLIKE REGEXP");

    /** Keywords that are functions of the engine. */
    private static final Set<String> ENGINE_FUNCTIONS = words("GROUPING RANGE ROW");

    private static final Set<String> REFUSED = words("ASOF COLLATE PIVOT POSITIONAL TABLESAMPLE UNPIVOT");

    private static final Set<String> DEFINITIONS = words("EXISTS IF NOT OR REPLACE SCHEMA TABLE TEMP TEMPORARY VIEW");

    private final TokenReader in;
    private final Sites sites;
    private final Parameters parameters;
    private final ExpressionParser expressions;

    StatementParser(TokenReader in, Parameters parameters) {
        this.in = in;
        this.sites = new Sites();
        this.parameters = parameters;
        this.expressions = new ExpressionParser(in, sites, parameters, this);
    }

    static Set<String> words(String text) {
        return Set.of(text.split(" "));
    }

    Node statement() throws SqlFailure {
        Node statement = clauses().read();
        if (!in.ended()) {
            throw in.unexpected();
        }
        return statement;
    }

    private ClauseParser clauses() {
        return new ClauseParser(in, sites, parameters, expressions, this);
    }

    /** Whether the next token, that word, belongs to a clause. */
    boolean keyword(String word) {
        return KEYWORDS.contains(word)
                && !(ALSO_FUNCTIONS.contains(word) && in.peek(1).isSymbol("("));
    }

    /** What stands in parentheses: expressions, or a query. */
    Node group() throws SqlFailure {
        int outer = sites.query();
        in.expectSymbol("(");
        Node.Sequence inner = clauses().read();
        in.expectSymbol(")");
        sites.returnTo(outer);
        return new Node.Group(inner.parts().size() == 1 ? inner.parts().get(0) : inner);
    }

    /** Reads a keyword, and what belongs to it alone. */
    void keyword(List<Node> parts) throws SqlFailure {
        String word = in.next().word();
        if (REFUSED.contains(word)) {
            throw SqlFailure.unavailable("The clause " + word);
        } else if (in.peek().isSymbol("(") && ENGINE_FUNCTIONS.contains(word)) {
            throw SqlFailure.unavailable("The function " + word.toLowerCase(Locale.ROOT));
        } else if (word.equals("LEFT") && (in.peek().isWord("SEMI") || in.peek().isWord("ANTI"))) {
            return;
        }
        parts.add(new Node.Plain(word));
        switch (word) {
            case "SELECT" -> sites.enterQuery();
            case "SET" -> assignments(parts);
            case "CREATE", "DROP" -> definition(parts);
            default -> {}
        }
    }

    /** A name of a table, an alias or the like. */
    Node name() throws SqlFailure {
        StringBuilder name = new StringBuilder();
        do {
            Token part = in.next();
            boolean quoted = part.kind() == Token.Kind.QUOTED_NAME;
            if (!quoted && part.kind() != Token.Kind.WORD) {
                throw SqlFailure.syntax("Syntax error at or near '" + part.text() + "'.");
            }
            PrimaryParser.checkSchema(part);
            name.append(name.isEmpty() ? "" : ".").append(quoted ? StringLiteral.encodeName(part.text()) : part.text());
        } while (in.takeSymbol("."));
        return new Node.Plain(name.toString());
    }

    /** A name, with columns in parentheses if there are. */
    Node nameWithColumns() throws SqlFailure {
        Node name = name();
        return in.peek().isSymbol("(") ? new Node.Sequence(List.of(name, group())) : name;
    }

    /** {@code column = value} of UPDATE and MERGE, which is no comparison. */
    private void assignments(List<Node> parts) throws SqlFailure {
        do {
            parts.add(name());
            in.expectSymbol("=");
            parts.add(new Node.Plain("="));
            parts.add(expressions.condition());
            parts.add(new Node.Plain(","));
        } while (in.takeSymbol(","));
        parts.remove(parts.size() - 1);
    }

    /** What CREATE and DROP name. */
    private void definition(List<Node> parts) throws SqlFailure {
        boolean table = false;
        while (DEFINITIONS.contains(in.peek().word())) {
            table |= in.peek().isWord("TABLE");
            parts.add(new Node.Plain(in.next().word()));
        }
        parts.add(name());
        if (table && in.takeSymbol("(")) {
            parts.add(new Node.Plain("("));
            do {
                column(parts);
            } while (in.takeSymbol(","));
            in.expectSymbol(")");
            parts.set(parts.size() - 1, new Node.Plain(")"));
        } else if (in.peek().isSymbol("(")) {
            parts.add(group());
        }
    }

    private void column(List<Node> parts) throws SqlFailure {
        parts.add(name());
        parts.add(new Node.Plain(expressions.type().engineName()));
        if (in.takeWord("NOT")) {
            in.expectWord("NULL");
            parts.add(new Node.Plain("NOT NULL"));
        }
        if (!in.peek().isSymbol(",") && !in.peek().isSymbol(")")) {
            throw SqlFailure.unavailable("The column option " + in.peek().text());
        }
        parts.add(new Node.Plain(","));
    }
}
