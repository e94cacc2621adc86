package io.appkit.localworkspace.sql;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads expressions, from comparisons down to names and values (Databricks SQL language reference, operators). */
final class ExpressionParser {

    private static final Map<String, String> COMPARISONS = Map.of(
            "=",
            "=",
            "==",
            "=",
            "<>",
            "<>",
            "!=",
            "<>",
            "<",
            "<",
            "<=",
            "<=",
            ">",
            ">",
            ">=",
            ">=",
            "<=>",
            "IS NOT DISTINCT FROM");
    private static final Set<String> CONNECTIVES = Set.of("AND", "OR", "NOT", "EXISTS");
    private static final Set<String> VALUES = Set.of("NULL", "TRUE", "FALSE");

    private final TokenReader in;
    private final Sites sites;
    private final StatementParser queries;
    private final PrimaryParser primaries;

    ExpressionParser(TokenReader in, Sites sites, Parameters parameters, StatementParser queries) {
        this.in = in;
        this.sites = sites;
        this.queries = queries;
        this.primaries = new PrimaryParser(in, sites, parameters, this, queries);
    }

    /** An expression with AND, OR and NOT, up to a comma, a parenthesis or a clause. */
    Node condition() throws SqlFailure {
        List<Node> parts = new ArrayList<>();
        while (true) {
            String word = in.peek().word();
            if (CONNECTIVES.contains(word)) {
                parts.add(new Node.Plain(in.next().word()));
            } else if (parts.isEmpty()
                    || CONNECTIVES.contains(parts.get(parts.size() - 1).text())) {
                parts.add(predicate());
            } else {
                break;
            }
        }
        return parts.size() == 1 ? parts.get(0) : new Node.Group(new Node.Sequence(parts));
    }

    /** A comparison, or what can be compared. */
    Node predicate() throws SqlFailure {
        Node left = sum();
        while (true) {
            String comparison = in.peek().kind() == Token.Kind.SYMBOL
                    ? COMPARISONS.get(in.peek().text())
                    : null;
            boolean negated = in.peek().isWord("NOT");
            String word = in.peek(negated ? 1 : 0).word();
            if (comparison != null) {
                in.next();
                Node right = sum();
                left = compared("({1} " + comparison + " {2})", List.of(left, right));
            } else if (in.peek().isWord("IS")) {
                left = is(left);
            } else if (Set.of("BETWEEN", "IN", "LIKE", "ILIKE", "RLIKE", "REGEXP")
                    .contains(word)) {
                in.next();
                if (negated) {
                    in.next();
                }
                left = predicate(left, word, negated ? "NOT " : "");
            } else {
                return left;
            }
        }
    }

    private Node predicate(Node left, String word, String not) throws SqlFailure {
        switch (word) {
            case "BETWEEN" -> {
                Node low = sum();
                in.expectWord("AND");
                return compared("({1} " + not + "BETWEEN {2} AND {3})", List.of(left, low, sum()));
            }
            case "IN" -> {
                return in(left, not);
            }
            case "LIKE", "ILIKE" -> {
                return like(left, word, not);
            }
            default -> {
                Node pattern = sum();
                return sites.typed(
                        new Matching("(" + not + "regexp_matches({1}, {2}))", word),
                        List.of(left, pattern),
                        text(left, not + word, pattern));
            }
        }
    }

    private Node compared(String template, List<Node> operands) {
        String text = Template.fill(template, operands.stream().map(Node::text).toList());
        return sites.typed(new Comparison(template), operands, text);
    }

    private static String text(Node left, String operator, Node right) {
        return "(" + left.text() + " " + operator + " " + right.text() + ")";
    }

    private Node is(Node left) throws SqlFailure {
        in.expectWord("IS");
        String not = in.takeWord("NOT") ? "NOT " : "";
        if (in.takeWord("DISTINCT")) {
            in.expectWord("FROM");
            return compared("({1} IS " + not + "DISTINCT FROM {2})", List.of(left, sum()));
        }
        if (!VALUES.contains(in.peek().word())) {
            throw in.unexpected();
        }
        String test = "IS " + not + in.next().word();
        return new Node.Filled("({1} " + test + ")", List.of(left), "(" + left.text() + " " + test + ")");
    }

    private Node in(Node left, String not) throws SqlFailure {
        if (in.peek().isSymbol("(")
                && StatementKind.beginsQuery(in.peek(1))
                && !in.peek(1).isSymbol("(")) {
            Node query = queries.group();
            return new Node.Filled("({1} " + not + "IN {2})", List.of(left, query), text(left, not + "IN", query));
        }
        in.expectSymbol("(");
        List<Node> operands = new ArrayList<>(List.of(left));
        StringBuilder places = new StringBuilder();
        do {
            operands.add(condition());
            places.append(places.isEmpty() ? "" : ", ")
                    .append('{')
                    .append(operands.size())
                    .append('}');
        } while (in.takeSymbol(","));
        in.expectSymbol(")");
        return compared("({1} " + not + "IN (" + places + "))", operands);
    }

    private Node like(Node left, String word, String not) throws SqlFailure {
        if (Set.of("ANY", "ALL", "SOME").contains(in.peek().word())) {
            throw SqlFailure.unavailable(
                    "The operator " + word + " " + in.peek().word());
        }
        Node pattern = sum();
        String escape = "samples.dialect.pattern({2}) ESCAPE '\\'";
        if (in.takeWord("ESCAPE")) {
            if (in.peek().kind() != Token.Kind.STRING) {
                throw in.unexpected();
            }
            escape = "{2} ESCAPE " + StringLiteral.encode(in.next().text());
        }
        return sites.typed(
                new Matching("({1} " + not + word + " " + escape + ")", word),
                List.of(left, pattern),
                text(left, not + word, pattern));
    }

    /** {@code + - ||}, from left to right. */
    Node sum() throws SqlFailure {
        Node left = product();
        while (true) {
            if (in.takeSymbol("||")) {
                Node right = product();
                String text = "concat(" + left.text() + ", " + right.text() + ")";
                left = sites.typed(Concatenation.OPERATOR, List.of(left, right), text);
            } else if (in.peek().isSymbol("+") || in.peek().isSymbol("-")) {
                String operator = in.next().text();
                Node right = product();
                Sum.Interval span = Sum.Interval.NONE;
                if (right instanceof Node.Interval interval) {
                    span = interval.days() ? Sum.Interval.DAYS : Sum.Interval.HOURS;
                }
                left = sites.typed(new Sum(operator, span), List.of(left, right), text(left, operator, right));
            } else {
                return left;
            }
        }
    }

    private Node product() throws SqlFailure {
        Node left = unary();
        while (true) {
            Token token = in.peek();
            if (token.isSymbol("*") || token.isSymbol("/") || token.isSymbol("%") || token.isWord("DIV")) {
                String operator = token.isWord("DIV") ? "div" : token.text();
                in.next();
                Node right = unary();
                left = sites.typed(new Arithmetic(operator), List.of(left, right), text(left, operator, right));
            } else {
                return left;
            }
        }
    }

    private Node unary() throws SqlFailure {
        if (in.takeSymbol("+")) {
            return unary();
        } else if (!in.takeSymbol("-")) {
            return cast(primaries.primary());
        } else if (in.peek().kind() == Token.Kind.NUMBER) {
            return cast(Literals.number(in.next().text(), true));
        }
        Node operand = unary();
        return new Node.Filled("(- {1})", List.of(operand), "(- " + operand.text() + ")");
    }

    SqlType type() throws SqlFailure {
        return primaries.type();
    }

    /** {@code ::type}, any number of times. */
    private Node cast(Node operand) throws SqlFailure {
        Node cast = operand;
        while (in.takeSymbol("::")) {
            SqlType type = type();
            cast = sites.typed(
                    new Casting(type, false), List.of(cast), "CAST(" + cast.text() + " AS " + type.text() + ")");
        }
        return cast;
    }
}
