package io.appkit.localworkspace.sql;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Numbers the expressions that depend on types; equal ones of one query get one number, so that GROUP BY finds them. */
final class Sites {

    private record Site(int query, Rule rule, List<Node> operands, List<Node> extras) {}

    private final Map<Site, Integer> numbers = new HashMap<>();
    private int query;
    private int queries;

    /** The query that what is read next belongs to. */
    int query() {
        return query;
    }

    void enterQuery() {
        query = ++queries;
    }

    void returnTo(int outer) {
        query = outer;
    }

    Node typed(Rule rule, List<Node> operands, List<Node> extras, String text) {
        Integer number = numbers.computeIfAbsent(new Site(query, rule, operands, extras), site -> numbers.size());
        return new Node.Typed(number, rule, operands, extras, text);
    }

    Node typed(Rule rule, List<Node> operands, String text) {
        return typed(rule, operands, List.of(), text);
    }

    /** The number of a column of a query that is put together with others. */
    int number(int ofQuery, Node column) {
        return numbers.computeIfAbsent(
                new Site(ofQuery, new Unification("{1}", "UNION"), List.of(column), List.of()), site -> numbers.size());
    }
}
