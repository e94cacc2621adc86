package io.appkit.localworkspace.sql;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Reads clauses up to the end, or to the parenthesis that closes them. Of use once. */
final class ClauseParser {

    /** Words after which a name is no expression. */
    private static final Set<String> BEFORE_NAMES =
            StatementParser.words("AS INTO NULLS RECURSIVE TABLE UPDATE WINDOW WITH");

    /** Words after which a text would be a table's name to the engine. */
    private static final Set<String> BEFORE_TABLES = StatementParser.words("FROM INTO JOIN TABLE UPDATE USING");

    /** Words that end the columns of a SELECT. */
    private static final Set<String> AFTER_ITEMS = StatementParser.words(
            "EXCEPT FROM GROUP HAVING INTERSECT LIMIT MINUS OFFSET ORDER QUALIFY UNION WHERE WINDOW");

    private static final Set<String> SET_OPERATORS = StatementParser.words("UNION INTERSECT EXCEPT MINUS");

    private final TokenReader in;
    private final Parameters parameters;
    private final ExpressionParser expressions;
    private final StatementParser statements;
    private final TableParser tables;
    private final Aliases aliases;
    private final Branches branches;

    private final List<Node> parts = new ArrayList<>();
    private final boolean insert;
    /** Whether columns of a SELECT are being read. */
    private boolean items;
    /** The clause that is being read. */
    private String clause = "";
    /** The keyword or comma just before; nothing if something else stands there. */
    private String before = "";

    private boolean afterExpression;
    private boolean afterAlias;
    /** Where the expression read last began. */
    private int began;

    ClauseParser(
            TokenReader in,
            Sites sites,
            Parameters parameters,
            ExpressionParser expressions,
            StatementParser statements) {
        this.in = in;
        this.parameters = parameters;
        this.expressions = expressions;
        this.statements = statements;
        this.tables = new TableParser(in, expressions);
        this.aliases = new Aliases(in);
        this.branches = new Branches(sites);
        this.insert = in.peek().isWord("INSERT") || in.peek().isWord("MERGE");
    }

    Node.Sequence read() throws SqlFailure {
        while (!in.ended() && !in.peek().isSymbol(")")) {
            Token token = in.peek();
            boolean name = token.kind() == Token.Kind.WORD || token.kind() == Token.Kind.QUOTED_NAME;
            if (in.takeSymbol(",")) {
                parts.add(new Node.Plain(","));
                separated(",");
            } else if (statements.keyword(token.word()) && !beginsItem(token) && !table()) {
                keyword(token);
            } else if (name && afterAlias) {
                throw in.unexpected();
            } else if (name && (afterExpression || beforeName())) {
                alias();
            } else {
                expression();
            }
        }
        branches.tie(parts);
        return new Node.Sequence(parts);
    }

    private void separated(String separator) {
        before = separator;
        afterExpression = false;
        afterAlias = false;
    }

    /** Whether a column of a SELECT is next. */
    private boolean item() {
        return items && Set.of("SELECT", "DISTINCT", ",").contains(before);
    }

    private boolean beginsItem(Token keyword) {
        return item() && (keyword.isWord("NOT") || keyword.isWord("EXISTS"));
    }

    private void keyword(Token token) throws SqlFailure {
        String word = token.word();
        boolean star = !parts.isEmpty() && parts.get(parts.size() - 1) instanceof Node.Name last && last.star();
        boolean exceptions = token.isWord("EXCEPT") && star;
        statements.keyword(parts);
        if (word.equals("SELECT")) {
            items = true;
            branches.enter();
        } else if (AFTER_ITEMS.contains(word) && !exceptions) {
            items = false;
            clause = word;
            if (SET_OPERATORS.contains(word)) {
                branches.combine();
            }
        }
        separated(word);
    }

    /** Whether rows follow that a table function or VALUES makes. */
    private boolean table() {
        return in.peek().isWord("RANGE")
                ? !items && in.peek(1).isSymbol("(")
                : in.peek().isWord("VALUES") && !insert;
    }

    /** Whether what follows is the name of a table, an alias or the like. */
    private boolean beforeName() {
        return BEFORE_NAMES.contains(before) || (before.equals(",") && in.columnsOfQuery());
    }

    private boolean beforeTable() {
        return BEFORE_TABLES.contains(before) || (before.equals(",") && clause.equals("FROM") && !items);
    }

    private void alias() throws SqlFailure {
        if (items) {
            int last = parts.size() - 1;
            aliases.add(began, parts.get(before.equals("AS") ? last - 1 : last));
        }
        parts.add(statements.nameWithColumns());
        afterAlias = afterExpression || before.equals("AS");
        afterExpression = true;
        before = "";
    }

    private void expression() throws SqlFailure {
        began = in.position();
        boolean item = item();
        if (in.peek().kind() == Token.Kind.STRING && beforeTable()) {
            throw in.unexpected();
        }
        Node expression = table() ? tables.read(before) : item ? expressions.condition() : other();
        aliases.check(began, expression, clause);
        parts.add(expression);
        if (item) {
            branches.column(parts, !itemEnds());
            if (itemEnds()) {
                nameColumn(expression);
            }
        }
        before = "";
        afterExpression = true;
        afterAlias = false;
    }

    private Node other() throws SqlFailure {
        boolean limit = before.equals("LIMIT") || before.equals("OFFSET");
        return limit && in.peek().kind() == Token.Kind.PARAMETER
                ? parameters.limit(in.next().text())
                : expressions.predicate();
    }

    private boolean itemEnds() {
        return in.ended()
                || in.peek().isSymbol(",")
                || in.peek().isSymbol(")")
                || AFTER_ITEMS.contains(in.peek().word());
    }

    /** Names the column read last as Databricks would: after the expression as it is written. */
    private void nameColumn(Node expression) {
        String text = expression.text();
        boolean known =
                expression instanceof Node.Name name && (name.star() || text.equals(text.toLowerCase(Locale.ROOT)));
        if (!known) {
            parts.add(new Node.Plain("AS " + StringLiteral.encodeName(text)));
        }
    }
}
