package io.appkit.shell;

import io.appkit.api.AppKitException;
import io.appkit.api.analytics.SqlParameter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Reads the values that follow a query's key: {@code name=value} of the type that the query declares, or
 * {@code name:TYPE=value}.
 */
final class Assignments {

    private static final Pattern FORM = Pattern.compile("([a-zA-Z_]\\w*)(?::([^=]*))?=(.*)", Pattern.DOTALL);

    private final String query;
    private final Map<String, String> declared;

    /**
     * Creates a reader.
     *
     * @param query key of the query, for errors
     * @param declared types of its parameters by name
     */
    Assignments(String query, Map<String, String> declared) {
        this.query = query;
        this.declared = declared;
    }

    /**
     * Reads one value for each parameter.
     *
     * @throws AppKitException kind {@code VALIDATION}, for a person
     */
    Map<String, SqlParameter> read(List<String> arguments) {
        Map<String, SqlParameter> values = new LinkedHashMap<>();
        for (String argument : arguments) {
            Matcher form = FORM.matcher(argument);
            if (!form.matches()) {
                throw AppKitException.validation("'" + argument + "' is not of the form name=value"
                        + (argument.startsWith("-") ? "; options come before the query" : ""));
            }
            String name = form.group(1);
            SqlParameter value = new SqlParameter(type(name, form.group(2)), form.group(3));
            if (values.putIfAbsent(name, value) != null) {
                throw AppKitException.validation("Two values for " + name);
            }
        }
        checkComplete(values);
        return values;
    }

    private String type(String name, @Nullable String explicit) {
        String type = declared.get(name);
        if (type == null) {
            throw AppKitException.validation(
                    declared.isEmpty()
                            ? "Query '" + query + "' has no parameters"
                            : "Query '" + query + "' has no parameter " + name + ", only "
                                    + String.join(", ", declared.keySet()));
        } else if (explicit == null) {
            return type;
        } else if (!SqlParameter.isType(explicit)) {
            throw AppKitException.validation("'" + explicit + "', given for " + name + ", is not a SQL type");
        }
        return explicit;
    }

    private void checkComplete(Map<String, SqlParameter> values) {
        String missing = declared.entrySet().stream()
                .filter(parameter -> !values.containsKey(parameter.getKey()))
                .map(parameter -> parameter.getKey() + "=<" + parameter.getValue() + ">")
                .collect(Collectors.joining(" "));
        if (!missing.isEmpty()) {
            throw AppKitException.validation("Query '" + query + "' also needs " + missing);
        }
    }
}
