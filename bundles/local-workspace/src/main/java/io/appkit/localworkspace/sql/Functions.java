package io.appkit.localworkspace.sql;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The functions of functions.txt. */
final class Functions {

    /**
     * What a function is in the engine.
     *
     * @param types of its arguments; {@code any} takes all
     * @param over whether FILTER and OVER may follow
     * @param template of its arguments, {@code {distinct}} and {@code {over}}
     */
    record Function(List<String> types, boolean over, String template) {}

    private static final Pattern LINE = Pattern.compile("(\\w+)\\(([\\w, ]*)\\)( over)? = (.+)");
    private static final Map<String, Function> FUNCTIONS = load();

    private Functions() {}

    /** The function of that name in lower case; null if there is none. */
    static @Nullable Function of(String name, int arguments) {
        return FUNCTIONS.get(name + "/" + arguments);
    }

    /** Whether there is one of that name with another number of arguments. */
    static boolean named(String name) {
        return FUNCTIONS.keySet().stream().anyMatch(key -> key.startsWith(name + "/"));
    }

    private static Map<String, Function> load() {
        Map<String, Function> functions = new HashMap<>();
        try (InputStream in = Functions.class.getResourceAsStream("functions.txt")) {
            if (in == null) {
                throw new IllegalStateException("The bundle lacks functions.txt");
            }
            for (String line : new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList()) {
                if (line.isBlank() || line.startsWith("#")) {
                    continue;
                }
                Matcher matcher = LINE.matcher(line);
                if (!matcher.matches()) {
                    throw new IllegalStateException("functions.txt has the malformed line: " + line);
                }
                List<String> types = Stream.of(matcher.group(2).split(",\\s*"))
                        .filter(type -> !type.isEmpty())
                        .toList();
                functions.put(
                        matcher.group(1) + "/" + types.size(),
                        new Function(types, matcher.group(3) != null, matcher.group(4)));
            }
        } catch (IOException e) {
            throw new IllegalStateException("The bundle's functions.txt cannot be read", e);
        }
        return Map.copyOf(functions);
    }
}
