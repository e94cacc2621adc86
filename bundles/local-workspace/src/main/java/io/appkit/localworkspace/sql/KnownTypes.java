package io.appkit.localworkspace.sql;

import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Types of operands, learnt from the engine: an expression whose types are not known yet is written as a call that no
 * function matches, with a marker of the expression as last argument, and the engine's refusal names all arguments' types.
 */
public final class KnownTypes {

    private static final String SITE = "appkit_site_";
    private static final Pattern REFUSAL = Pattern.compile(
            "No function matches the given name and argument types 'pi\\((.*), STRUCT\\(" + SITE
                    + "(\\d+) INTEGER\\)\\)'",
            Pattern.DOTALL);

    private final Map<Integer, List<SqlType>> types;

    /** None are known. */
    public KnownTypes() {
        types = new HashMap<>();
    }

    /** Those are known that others know. */
    public KnownTypes(KnownTypes others) {
        types = new HashMap<>(others.types);
    }

    /** The operands' types; null if they are not known yet. */
    @Nullable
    List<SqlType> of(int site) {
        return types.get(site);
    }

    static String marker(int site) {
        return "{'" + SITE + site + "': 0}";
    }

    /** A call that no function matches. */
    static String probe(List<String> operands, String marker) {
        return "pi(" + String.join(", ", operands) + ", " + marker + ")";
    }

    /** Whether the error told the types of a further expression. */
    public boolean learn(SQLException error) {
        Matcher refusal = REFUSAL.matcher(String.valueOf(error.getMessage()));
        return refusal.find()
                && types.putIfAbsent(Integer.valueOf(refusal.group(2)), SqlType.listOfEngine(refusal.group(1))) == null;
    }
}
