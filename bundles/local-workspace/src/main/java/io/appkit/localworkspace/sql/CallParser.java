package io.appkit.localworkspace.sql;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Reads calls of functions. */
final class CallParser {

    private final TokenReader in;
    private final Sites sites;
    private final ExpressionParser expressions;
    private final StatementParser queries;
    private final Calls calls;

    CallParser(TokenReader in, Sites sites, ExpressionParser expressions, StatementParser queries) {
        this.in = in;
        this.sites = sites;
        this.expressions = expressions;
        this.queries = queries;
        this.calls = new Calls(sites);
    }

    /** A call without parentheses. */
    Node call(String name, List<Node> arguments) throws SqlFailure {
        return calls.of(name, arguments, name + "()");
    }

    /** A call whose name has been read. */
    Node call(String name) throws SqlFailure {
        in.expectSymbol("(");
        switch (name) {
            case "cast", "try_cast" -> {
                Node operand = expressions.condition();
                in.expectWord("AS");
                SqlType type = expressions.type();
                in.expectSymbol(")");
                String text = name.toUpperCase(Locale.ROOT) + "(" + operand.text() + " AS " + type.text() + ")";
                return sites.typed(new Casting(type, name.equals("try_cast")), List.of(operand), text);
            }
            case "extract" -> {
                String part = in.next().word();
                in.expectWord("FROM");
                Node operand = expressions.condition();
                in.expectSymbol(")");
                return calls.datePart(part, operand, "extract(" + part + " FROM " + operand.text() + ")");
            }
            case "position" -> {
                Node sought = expressions.sum();
                if (in.takeWord("IN")) {
                    Node text = expressions.condition();
                    in.expectSymbol(")");
                    String shown = "position(" + sought.text() + ", " + text.text() + ")";
                    return calls.of(name, List.of(sought, text), shown);
                }
                throw SqlFailure.unavailable("The function position without IN");
            }
            default -> {
                return arguments(name);
            }
        }
    }

    private Node arguments(String name) throws SqlFailure {
        boolean distinct = in.takeWord("DISTINCT");
        in.takeWord("ALL");
        List<Node> arguments = new ArrayList<>();
        if (!in.peek().isSymbol(")")) {
            do {
                arguments.add(expressions.condition());
            } while (in.takeSymbol(","));
        }
        if (!in.peek().isSymbol(")")) {
            throw SqlFailure.unavailable(
                    "This form of the function " + name + " (at '" + in.peek().text() + "')");
        }
        in.expectSymbol(")");
        Node over = over();
        String inside = String.join(", ", arguments.stream().map(Node::text).toList());
        String text = name + "(" + (distinct ? "DISTINCT " : "") + inside + ")" + over.text();
        return calls.of(name, arguments, over, distinct, text);
    }

    /** FILTER and OVER. */
    private Node over() throws SqlFailure {
        List<Node> parts = new ArrayList<>();
        if (in.peek().isWord("FILTER") && in.peek(1).isSymbol("(")) {
            in.next();
            parts.add(new Node.Plain(" FILTER"));
            parts.add(queries.group());
        }
        if (Set.of("WITHIN", "IGNORE", "RESPECT").contains(in.peek().word())) {
            throw SqlFailure.unavailable(
                    "The clause " + in.peek().word() + " " + in.peek(1).word());
        }
        if (in.takeWord("OVER")) {
            parts.add(new Node.Plain(" OVER"));
            parts.add(in.peek().isSymbol("(") ? queries.group() : queries.name());
        }
        return parts.isEmpty() ? Calls.NOTHING : new Node.Sequence(parts);
    }
}
