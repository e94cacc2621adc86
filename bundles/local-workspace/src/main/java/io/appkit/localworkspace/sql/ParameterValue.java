package io.appkit.localworkspace.sql;

import org.jspecify.annotations.Nullable;

/**
 * A parameter's value, read as its type.
 *
 * @param type the type's name on Databricks
 * @param engineType the type's name in the engine
 * @param value a Java object of that type; null for NULL
 */
public record ParameterValue(
        String type, String engineType, @Nullable Object value) {

    /** A LIMIT takes INT and nothing wider. */
    void checkLimit(String name) throws SqlFailure {
        if (!type.equals("INT") && !type.equals("SMALLINT") && !type.equals("TINYINT")) {
            throw SqlFailure.of(
                    "INVALID_LIMIT_LIKE_EXPRESSION.DATA_TYPE",
                    "42K0E",
                    "LIMIT and OFFSET take an integer, but parameter " + name + " is \"" + type + "\".");
        }
    }
}
