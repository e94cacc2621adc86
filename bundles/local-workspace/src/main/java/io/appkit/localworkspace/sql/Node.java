package io.appkit.localworkspace.sql;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A part of a statement that writes itself in the engine's words. */
sealed interface Node {

    /** What the engine gets. */
    String sql(KnownTypes known) throws SqlFailure;

    /** As Databricks shows it: the name of a column that has none, and the same for equal expressions. */
    String text();

    /** What needs no translation. */
    record Plain(String sql, String text) implements Node {

        Plain(String word) {
            this(word, word);
        }

        @Override
        public String sql(KnownTypes known) {
            return sql;
        }
    }

    /** The name of a column, table or the like. */
    record Name(String sql, String text) implements Node {

        boolean star() {
            return sql.endsWith("*");
        }

        @Override
        public String sql(KnownTypes known) {
            return sql;
        }
    }

    /**
     * A column of a query that UNION or the like puts together with others.
     *
     * @param site of the column itself
     * @param sites of all columns at that place
     * @param label the name it would lose
     */
    record Tied(Node column, int site, List<Integer> sites, String label) implements Node {

        private static final Unification SET = new Unification("{1}", "UNION");

        @Override
        public String sql(KnownTypes known) throws SqlFailure {
            String written = column.sql(known);
            if (known.of(site) == null) {
                return KnownTypes.probe(List.of(written), KnownTypes.marker(site)) + label;
            }
            List<SqlType> types = new ArrayList<>();
            for (int tied : sites) {
                @Nullable List<SqlType> type = known.of(tied);
                if (type == null) {
                    return written;
                }
                types.addAll(type);
            }
            boolean same = types.stream().map(SqlType::text).distinct().count() == 1;
            return same ? written : Unification.cast(written, SET.common(types)) + label;
        }

        @Override
        public String text() {
            return column.text();
        }
    }

    /** A number. */
    record Numeral(String sql, String text, SqlType type) implements Node {

        @Override
        public String sql(KnownTypes known) {
            return sql;
        }
    }

    /** A text. */
    record Text(String value) implements Node {

        @Override
        public String sql(KnownTypes known) {
            return StringLiteral.encode(value);
        }

        @Override
        public String text() {
            return value;
        }
    }

    /** A span of time of one unit; {@code days} if it is made of whole days. */
    record Interval(String sql, String text, boolean days) implements Node {

        @Override
        public String sql(KnownTypes known) {
            return sql;
        }
    }

    /** Parts one after the other. */
    record Sequence(List<Node> parts) implements Node {

        @Override
        public String sql(KnownTypes known) throws SqlFailure {
            return String.join(" ", written(parts, known));
        }

        @Override
        public String text() {
            return String.join(" ", shown(parts));
        }
    }

    /** What stands in parentheses. */
    record Group(Node inner) implements Node {

        @Override
        public String sql(KnownTypes known) throws SqlFailure {
            return "(" + inner.sql(known) + ")";
        }

        @Override
        public String text() {
            return inner instanceof Sequence ? "(" + inner.text() + ")" : inner.text();
        }
    }

    /** Parts put into a {@link Template}. */
    record Filled(String template, List<Node> parts, String text) implements Node {

        @Override
        public String sql(KnownTypes known) throws SqlFailure {
            return Template.fill(template, written(parts, known));
        }
    }

    /**
     * An expression whose translation depends on the types of its operands.
     *
     * @param site tells it from others; the same for an equal one in the same query
     * @param extras parts whose types do not matter
     */
    record Typed(int site, Rule rule, List<Node> operands, List<Node> extras, String text) implements Node {

        @Override
        public String sql(KnownTypes known) throws SqlFailure {
            List<String> written = written(operands, known);
            List<String> more = written(extras, known);
            @Nullable List<SqlType> types = known.of(site);
            if (types == null) {
                return rule.probe(written, more, KnownTypes.marker(site));
            }
            List<SqlType> exact = new ArrayList<>();
            for (int i = 0; i < types.size(); i++) {
                exact.add(literalType(operands.get(i), types.get(i)));
            }
            return rule.write(written, exact, more);
        }

        /** The engine fits whole numbers to what stands beside them; Databricks counts their digits. */
        private static SqlType literalType(Node operand, SqlType otherwise) {
            if (operand instanceof Numeral number) {
                return number.type();
            }
            return operand instanceof Group group ? literalType(group.inner(), otherwise) : otherwise;
        }
    }

    private static List<String> written(List<Node> nodes, KnownTypes known) throws SqlFailure {
        List<String> written = new ArrayList<>();
        for (Node node : nodes) {
            written.add(node.sql(known));
        }
        return written;
    }

    private static List<String> shown(List<Node> nodes) {
        return nodes.stream().map(Node::text).toList();
    }
}
