package io.appkit.analytics.query;

import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The types that a query's annotations give its parameters (contract: analytics, section 2). To the warehouse they are
 * comments; they tell those who have only the text of a value how to send it.
 */
public final class ParameterTypes {

    private static final String UNDECLARED = "STRING";

    private static final Pattern ANNOTATION = Pattern.compile(
            "--[ \\t]*@param[ \\t]+(\\w+)[ \\t]+"
                    + "(STRING|(?:NUMERIC|DECIMAL)(?:\\(\\d{1,3}(?:, ?\\d{1,3})?\\))?|BIGINT|TINYINT|SMALLINT|INT"
                    + "|FLOAT|DOUBLE|BOOLEAN|DATE|TIMESTAMP_NTZ|TIMESTAMP|BINARY)(?!\\w)",
            Pattern.CASE_INSENSITIVE);

    private ParameterTypes() {}

    /** Types by name, in order of first appearance, without the parameter that the server fills. */
    public static Map<String, String> of(QueryText query) {
        Map<String, String> declared = declared(query.sql());
        Map<String, String> types = new LinkedHashMap<>();
        query.placeholders().names().stream()
                .filter(name -> !name.equals(QueryParameters.WORKSPACE_ID))
                .forEach(name -> types.put(name, declared.getOrDefault(name, UNDECLARED)));
        return Collections.unmodifiableMap(types);
    }

    private static Map<String, String> declared(String sql) {
        Map<String, String> declared = new HashMap<>();
        Matcher annotation = ANNOTATION.matcher(sql);
        while (annotation.find()) {
            declared.putIfAbsent(annotation.group(1), sent(annotation.group(2).toUpperCase(Locale.ROOT)));
        }
        return declared;
    }

    /** Warehouses take no binary parameters; pages send them as hexadecimal texts. */
    private static String sent(String type) {
        return type.equals("BINARY") ? UNDECLARED : type;
    }
}
