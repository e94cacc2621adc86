package io.appkit.localworkspace.sql;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The parameters a statement uses. */
final class Parameters {

    private final Map<String, ParameterValue> given;
    private final Map<String, ParameterValue> bound = new LinkedHashMap<>();

    Parameters(Map<String, ParameterValue> given) {
        this.given = given;
    }

    /** Their values, in the order of the engine's {@code $1}, {@code $2}, .... */
    List<ParameterValue> values() {
        return List.copyOf(bound.values());
    }

    /** A parameter after LIMIT or OFFSET. */
    Node limit(String name) throws SqlFailure {
        value(name).checkLimit(name);
        return node(name);
    }

    Node node(String name) throws SqlFailure {
        ParameterValue value = value(name);
        bound.putIfAbsent(name, value);
        int position = new ArrayList<>(bound.keySet()).indexOf(name) + 1;
        return new Node.Plain("CAST($" + position + " AS " + value.engineType() + ")", ":" + name);
    }

    private ParameterValue value(String name) throws SqlFailure {
        ParameterValue value = given.get(name);
        if (value == null) {
            throw SqlFailure.of("UNBOUND_SQL_PARAMETER", "42P02", "Found the unbound parameter: " + name + ".");
        }
        return value;
    }
}
