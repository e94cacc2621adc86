package io.appkit.localworkspace.sql;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What calls of functions mean: those that depend on types by rules of their own, others as {@link Functions} has them. */
final class Calls {

    /** Nothing after a call. */
    static final Node NOTHING = new Node.Plain("");

    /** Functions that are a cast to the type of their name. */
    private static final Map<String, String> CASTS = Map.ofEntries(
            Map.entry("bigint", "BIGINT"),
            Map.entry("binary", "BINARY"),
            Map.entry("boolean", "BOOLEAN"),
            Map.entry("date", "DATE"),
            Map.entry("double", "DOUBLE"),
            Map.entry("float", "FLOAT"),
            Map.entry("int", "INT"),
            Map.entry("smallint", "SMALLINT"),
            Map.entry("string", "STRING"),
            Map.entry("timestamp", "TIMESTAMP"),
            Map.entry("tinyint", "TINYINT"),
            Map.entry("to_date", "DATE"),
            Map.entry("to_timestamp", "TIMESTAMP"));

    /** Functions that give a part of a date. */
    private static final Map<String, String> DATE_PARTS = Map.ofEntries(
            Map.entry("YEAR", "year"),
            Map.entry("QUARTER", "quarter"),
            Map.entry("MONTH", "month"),
            Map.entry("WEEK", "weekofyear"),
            Map.entry("DAY", "day"),
            Map.entry("DAYOFWEEK", "dayofweek"),
            Map.entry("DOW", "dayofweek"),
            Map.entry("DOY", "dayofyear"),
            Map.entry("HOUR", "hour"),
            Map.entry("MINUTE", "minute"));

    private final Sites sites;

    Calls(Sites sites) {
        this.sites = sites;
    }

    Node of(String name, List<Node> arguments, String text) throws SqlFailure {
        return of(name, arguments, NOTHING, false, text);
    }

    /**
     * A call.
     *
     * @param over FILTER and OVER that follow
     */
    Node of(String name, List<Node> arguments, Node over, boolean distinct, String text) throws SqlFailure {
        if (Set.of("sum", "avg", "mean").contains(name) && arguments.size() == 1) {
            return sites.typed(new Aggregation(!name.equals("sum"), distinct), arguments, List.of(over), text);
        }
        Node special = over == NOTHING && !distinct ? special(name, arguments, text) : null;
        return special != null ? special : function(name, arguments, over, distinct ? "DISTINCT " : "", text);
    }

    /** A part of a date, as EXTRACT gives it. */
    Node datePart(String part, Node operand, String text) throws SqlFailure {
        String function = DATE_PARTS.get(part.toUpperCase(Locale.ROOT));
        if (function == null) {
            throw SqlFailure.unavailable("The date part " + part);
        }
        return of(function, List.of(operand), text);
    }

    /** Functions with rules of their own; null for others. */
    private @Nullable Node special(String name, List<Node> arguments, String text) throws SqlFailure {
        int count = arguments.size();
        String cast = CASTS.get(name);
        if (cast != null && count == 1) {
            return sites.typed(new Casting(SqlType.named(cast, List.of()), false), arguments, text);
        }
        return switch (name + "/" + count) {
            case "date_part/2", "datepart/2" ->
                arguments.get(0) instanceof Node.Text part ? datePart(part.value(), arguments.get(1), text) : null;
            case "round/1" -> sites.typed(new Rounding(Rounding.Way.ROUND, 0), arguments, text);
            case "round/2" -> rounded(arguments, text);
            case "ceil/1", "ceiling/1" -> sites.typed(new Rounding(Rounding.Way.CEIL, 0), arguments, text);
            case "floor/1" -> sites.typed(new Rounding(Rounding.Way.FLOOR, 0), arguments, text);
            case "mod/2" -> sites.typed(new Arithmetic("%"), arguments, text);
            case "nullif/2" -> {
                Node equal = sites.typed(new Comparison("({1} = {2})"), arguments, text);
                yield new Node.Filled("CASE WHEN {1} THEN NULL ELSE {2} END", List.of(equal, arguments.get(0)), text);
            }
            case "try_divide/2" -> sites.typed(new Quotient(), arguments, text);
            case "if/3", "iff/3" ->
                unified("CASE WHEN {3} THEN {1} ELSE {2} END", name, arguments.subList(1, 3), arguments.get(0), text);
            case "nvl2/3" ->
                unified(
                        "CASE WHEN ({3}) IS NOT NULL THEN {1} ELSE {2} END",
                        name, arguments.subList(1, 3), arguments.get(0), text);
            case "nvl/2", "ifnull/2" -> unified("coalesce({*})", name, arguments, text);
            default -> {
                if (count > 0 && (name.equals("coalesce") || name.equals("greatest") || name.equals("least"))) {
                    yield unified(name + "({*})", name, arguments, text);
                } else if (count > 0 && name.equals("concat")) {
                    yield sites.typed(Concatenation.OPERATOR, arguments, text);
                } else if (count > 0 && name.equals("concat_ws")) {
                    yield sites.typed(new Concatenation("concat_ws(", ", ", ")"), arguments, text);
                } else if (count > 0 && name.equals("array")) {
                    yield unified("list_value({*})", name, arguments, text);
                }
                yield name.equals("named_struct") ? struct(arguments, text) : null;
            }
        };
    }

    private Node unified(String template, String name, List<Node> operands, String text) {
        return sites.typed(new Unification(template, name), operands, text);
    }

    private Node unified(String template, String name, List<Node> operands, Node extra, String text) {
        return sites.typed(new Unification(template, name), operands, List.of(extra), text);
    }

    private Node rounded(List<Node> arguments, String text) throws SqlFailure {
        if (!(arguments.get(1) instanceof Node.Numeral digits) || !digits.sql().matches("-?[0-9]{1,2}")) {
            throw SqlFailure.unavailable("The function round to a computed number of digits");
        }
        Rounding rounding = new Rounding(Rounding.Way.ROUND, Integer.parseInt(digits.sql()));
        return sites.typed(rounding, arguments.subList(0, 1), text);
    }

    private static Node struct(List<Node> arguments, String text) throws SqlFailure {
        List<Node> values = new ArrayList<>();
        StringBuilder template = new StringBuilder();
        for (int i = 0; i + 1 < arguments.size(); i += 2) {
            if (!(arguments.get(i) instanceof Node.Text name) || name.value().contains("{")) {
                throw SqlFailure.unavailable("The function named_struct with computed names, or braces in them");
            }
            values.add(arguments.get(i + 1));
            template.append(template.isEmpty() ? "struct_pack(" : ", ")
                    .append(StringLiteral.encodeName(name.value()))
                    .append(" := {")
                    .append(values.size())
                    .append('}');
        }
        return new Node.Filled(template.append(')').toString(), values, text);
    }

    private Node function(String name, List<Node> arguments, Node over, String distinct, String text)
            throws SqlFailure {
        Functions.Function function = Functions.of(name, arguments.size());
        if (function == null) {
            String form = Functions.named(name) ? " with " + arguments.size() + " arguments" : "";
            throw SqlFailure.unavailable("The function " + name + form);
        } else if (!function.over() && !over.text().isEmpty()) {
            throw SqlFailure.unavailable("The function " + name + " with FILTER or OVER");
        } else if (!distinct.isEmpty() && !function.template().contains("{distinct}")) {
            throw SqlFailure.unavailable("The function " + name + " with DISTINCT");
        }
        List<Node> parts = new ArrayList<>();
        for (int i = 0; i < arguments.size(); i++) {
            parts.add(argument(arguments.get(i), function.types().get(i)));
        }
        parts.add(over);
        String template =
                function.template().replace("{distinct}", distinct).replace("{over}", "{" + parts.size() + "}");
        return new Node.Filled(template, parts, text);
    }

    private Node argument(Node argument, String type) throws SqlFailure {
        if (type.equals("any")) {
            return argument;
        }
        SqlType target = SqlType.named(type, List.of());
        return sites.typed(new Casting(target, false), List.of(argument), argument.text());
    }
}
