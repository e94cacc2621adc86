package io.appkit.localworkspace.sql;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** Reads what arithmetic is made of: values, names, CASE, and calls through {@link CallParser}. */
final class PrimaryParser {

    /** Operators that are none of the engine, or others there. */
    private static final Set<String> OPERATORS = Set.of("~", "!", "&", "|", "^", "->", "=>", "<<", ">>", ":");

    private static final Set<String> CALLS_WITHOUT_PARENTHESES = Set.of("CURRENT_DATE", "CURRENT_TIMESTAMP");

    private static final Pattern OF_ENGINE = Pattern.compile(
            "information_schema|pg_catalog|(duckdb|pragma|sqlite)_.*|granted_[0-9a-f]{32}"
                    + "|pg_(am|attrdef|attribute|class|collation|constraint|database|depend|description|enum|index"
                    + "|indexes|namespace|prepared_statements|proc|sequence|sequences|settings|tables|tablespace|type|views)",
            Pattern.CASE_INSENSITIVE);

    private final TokenReader in;
    private final Sites sites;
    private final Parameters parameters;
    private final ExpressionParser expressions;
    private final StatementParser queries;
    private final CallParser calls;

    PrimaryParser(
            TokenReader in, Sites sites, Parameters parameters, ExpressionParser expressions, StatementParser queries) {
        this.in = in;
        this.sites = sites;
        this.parameters = parameters;
        this.expressions = expressions;
        this.queries = queries;
        this.calls = new CallParser(in, sites, expressions, queries);
    }

    Node primary() throws SqlFailure {
        Token token = in.peek();
        Node node =
                switch (token.kind()) {
                    case NUMBER -> Literals.number(in.next().text(), false);
                    case STRING -> new Node.Text(string());
                    case PARAMETER -> parameters.node(in.next().text());
                    case QUOTED_NAME -> name();
                    case WORD -> word();
                    case SYMBOL -> symbol();
                };
        if (in.peek().isSymbol("[")) {
            throw SqlFailure.unavailable("A subscript in brackets");
        } else if (in.peek().isSymbol(".")) {
            throw SqlFailure.unavailable("A field of an expression");
        } else if (OPERATORS.contains(in.peek().text())) {
            throw SqlFailure.unavailable("The operator " + in.peek().text());
        }
        return node;
    }

    /** Neighbouring strings are one. */
    private String string() {
        StringBuilder text = new StringBuilder();
        while (in.peek().kind() == Token.Kind.STRING) {
            text.append(in.next().text());
        }
        return text.toString();
    }

    private Node symbol() throws SqlFailure {
        Token token = in.peek();
        if (token.isSymbol("(")) {
            return queries.group();
        } else if (in.takeSymbol("*")) {
            return new Node.Name("*", "1");
        } else if (token.isSymbol("?")) {
            throw SqlFailure.of(
                    "UNBOUND_SQL_PARAMETER", "42P02", "Found an unnamed parameter; parameters need a name.");
        } else if (OPERATORS.contains(token.text())) {
            throw SqlFailure.unavailable("The operator " + token.text());
        }
        throw in.unexpected();
    }

    private Node word() throws SqlFailure {
        String word = in.peek().word();
        Token after = in.peek(1);
        boolean text = after.kind() == Token.Kind.STRING;
        if (text && Set.of("DATE", "TIMESTAMP", "X").contains(word)) {
            in.next();
            String value = string();
            return switch (word) {
                case "DATE" -> Literals.date(value);
                case "TIMESTAMP" -> Literals.timestamp(value);
                default -> new Node.Plain("unhex(" + StringLiteral.encode(value) + ")", "X'" + value + "'");
            };
        } else if (word.equals("INTERVAL") && (text || after.kind() == Token.Kind.NUMBER || after.isSymbol("-"))) {
            in.next();
            return Literals.interval(in);
        } else if (Set.of("NULL", "TRUE", "FALSE").contains(word)) {
            in.next();
            return new Node.Plain(word, word.equals("NULL") ? word : word.toLowerCase(Locale.ROOT));
        } else if (word.equals("CASE")) {
            return choice();
        } else if (after.isSymbol("(") && !queries.keyword(word)) {
            in.next();
            return calls.call(word.toLowerCase(Locale.ROOT));
        } else if (CALLS_WITHOUT_PARENTHESES.contains(word)) {
            in.next();
            return calls.call(word.toLowerCase(Locale.ROOT), List.of());
        } else if (queries.keyword(word)) {
            throw in.unexpected();
        }
        return name();
    }

    private Node name() throws SqlFailure {
        StringBuilder sql = new StringBuilder();
        String last;
        do {
            Token part = in.next();
            last = part.text();
            boolean star = part.isSymbol("*");
            if (!star && part.kind() != Token.Kind.WORD && part.kind() != Token.Kind.QUOTED_NAME) {
                throw SqlFailure.syntax("Syntax error at or near '" + part.text() + "'.");
            }
            checkSchema(part);
            // In lower case, so that differently written names are the same expression; the engine knows no difference.
            sql.append(sql.isEmpty() ? "" : ".")
                    .append(star ? "*" : StringLiteral.encodeName(last.toLowerCase(Locale.ROOT)));
        } while (in.takeSymbol("."));
        if (in.peek().isSymbol("(")) {
            throw SqlFailure.unavailable("The function " + sql.toString().replace("\"", ""));
        }
        return new Node.Name(sql.toString(), last);
    }

    private Node choice() throws SqlFailure {
        in.expectWord("CASE");
        Node base = in.peek().isWord("WHEN") ? null : expressions.condition();
        List<Node> results = new ArrayList<>();
        List<Node> conditions = new ArrayList<>();
        StringBuilder text = new StringBuilder("CASE");
        while (in.takeWord("WHEN")) {
            Node when = expressions.condition();
            in.expectWord("THEN");
            Node then = expressions.condition();
            String shown = (base == null ? "" : base.text() + " = ") + when.text();
            conditions.add(
                    base == null ? when : sites.typed(new Comparison("({1} = {2})"), List.of(base, when), shown));
            results.add(then);
            text.append(" WHEN ").append(shown).append(" THEN ").append(then.text());
        }
        Node otherwise = in.takeWord("ELSE") ? expressions.condition() : null;
        in.expectWord("END");
        StringBuilder template = new StringBuilder("CASE");
        int all = results.size() + (otherwise == null ? 0 : 1);
        for (int i = 1; i <= results.size(); i++) {
            template.append(" WHEN {")
                    .append(all + i)
                    .append("} THEN {")
                    .append(i)
                    .append('}');
        }
        if (otherwise != null) {
            results.add(otherwise);
            template.append(" ELSE {").append(all).append('}');
            text.append(" ELSE ").append(otherwise.text());
        }
        String end = text.append(" END").toString();
        return sites.typed(new Unification(template.append(" END").toString(), "CASE"), results, conditions, end);
    }

    /** A type's name, as after AS. */
    SqlType type() throws SqlFailure {
        Token name = in.next();
        List<Integer> arguments = new ArrayList<>();
        if (in.peek().isSymbol("<")) {
            throw SqlFailure.unavailable("The type " + name.word());
        }
        if (in.takeSymbol("(")) {
            do {
                Token argument = in.next();
                if (!argument.text().matches("[0-9]{1,2}")) {
                    throw SqlFailure.syntax("Syntax error at or near '" + argument.text() + "'.");
                }
                arguments.add(Integer.valueOf(argument.text()));
            } while (in.takeSymbol(","));
            in.expectSymbol(")");
        }
        return SqlType.named(name.text(), arguments);
    }

    /** Refuses schemas and views that describe the engine. */
    static void checkSchema(Token part) throws SqlFailure {
        if (OF_ENGINE.matcher(part.text()).matches()) {
            throw SqlFailure.unavailable("The schema or view " + part.text());
        }
    }
}
