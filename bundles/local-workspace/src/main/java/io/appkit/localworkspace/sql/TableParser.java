package io.appkit.localworkspace.sql;

import java.util.ArrayList;
import java.util.List;

/** Reads tables made on the spot: VALUES, whose columns are col1, col2, ..., and range, whose column is id. */
final class TableParser {

    private final TokenReader in;
    private final ExpressionParser expressions;

    TableParser(TokenReader in, ExpressionParser expressions) {
        this.in = in;
        this.expressions = expressions;
    }

    /**
     * Reads what comes next.
     *
     * @param before the keyword or comma before it; a query of its own if there is none
     */
    Node read(String before) throws SqlFailure {
        if (in.takeWord("RANGE")) {
            List<Node> bounds = list();
            if (bounds.size() > 3) {
                throw SqlFailure.unavailable("The function range with partitions");
            }
            return new Node.Filled("(SELECT range AS id FROM range({*}))", bounds, "range");
        }
        in.expectWord("VALUES");
        List<Node> rows = new ArrayList<>();
        int width = 0;
        do {
            List<Node> row = in.peek().isSymbol("(") ? list() : List.of(expressions.condition());
            width = row.size();
            rows.add(new Node.Filled("({*})", row, "row"));
        } while (in.peek(1).isSymbol("(") && in.takeSymbol(","));
        List<String> columns = new ArrayList<>();
        for (int i = 1; i <= width; i++) {
            columns.add("col" + i);
        }
        String query = "SELECT * FROM (VALUES {*}) AS \"values\"(" + String.join(", ", columns) + ")";
        boolean inside = before.equals("FROM") || before.equals("JOIN") || before.equals(",");
        return new Node.Filled(inside ? "(" + query + ")" : query, rows, "values");
    }

    private List<Node> list() throws SqlFailure {
        List<Node> items = new ArrayList<>();
        in.expectSymbol("(");
        do {
            items.add(expressions.condition());
        } while (in.takeSymbol(","));
        in.expectSymbol(")");
        return items;
    }
}
