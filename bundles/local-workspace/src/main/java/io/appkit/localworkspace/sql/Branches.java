package io.appkit.localworkspace.sql;

import java.util.ArrayList;
import java.util.List;

/** The queries that UNION and the like put together, whose columns get their least common types. */
final class Branches {

    /**
     * A column of a query.
     *
     * @param part where it stands
     * @param query the query it belongs to
     * @param label its name if nothing else names it
     */
    private record Column(int part, int query, String label) {}

    private final Sites sites;
    private final List<List<Column>> queries = new ArrayList<>();
    private boolean stars;
    private boolean combined;

    Branches(Sites sites) {
        this.sites = sites;
    }

    /** A query begins. */
    void enter() {
        queries.add(new ArrayList<>());
    }

    /** A further query will follow. */
    void combine() {
        combined = true;
    }

    /** A column of the query, the last of the parts. */
    void column(List<Node> parts, boolean named) {
        Node expression = parts.get(parts.size() - 1);
        stars |= expression instanceof Node.Name name && name.star();
        String label =
                expression instanceof Node.Name && !named ? " AS " + StringLiteral.encodeName(expression.text()) : "";
        queries.get(queries.size() - 1).add(new Column(parts.size() - 1, sites.query(), label));
    }

    /** Ties the columns at the same places together; those of stars are not known. */
    void tie(List<Node> parts) {
        long widths = queries.stream().map(List::size).distinct().count();
        if (!combined || stars || queries.size() < 2 || widths != 1) {
            return;
        }
        for (int i = 0; i < queries.get(0).size(); i++) {
            int place = i;
            List<Column> columns =
                    queries.stream().map(query -> query.get(place)).toList();
            List<Node> expressions =
                    columns.stream().map(column -> parts.get(column.part())).toList();
            List<Integer> tied = new ArrayList<>();
            for (int query = 0; query < columns.size(); query++) {
                tied.add(sites.number(columns.get(query).query(), expressions.get(query)));
            }
            for (int query = 0; query < columns.size(); query++) {
                Column column = columns.get(query);
                parts.set(column.part(), new Node.Tied(expressions.get(query), tied.get(query), tied, column.label()));
            }
        }
    }
}
