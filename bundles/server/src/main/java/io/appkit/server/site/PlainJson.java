package io.appkit.server.site;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Copies values that are plain JSON data, and refuses all others. */
final class PlainJson {

    private static final int MAX_DEPTH = 100;
    private static final Set<String> FORBIDDEN_KEYS = Set.of("__proto__", "constructor", "prototype");

    private PlainJson() {}

    /**
     * Copies a value.
     *
     * @throws IllegalArgumentException naming what is not plain JSON
     */
    static Object copy(Map<?, ?> value) {
        return object(value, 0);
    }

    private static @Nullable Object copy(@Nullable Object value, int depth) {
        if (depth > MAX_DEPTH) {
            throw new IllegalArgumentException("it is nested too deeply, or contains itself");
        } else if (value == null || value instanceof String || value instanceof Boolean) {
            return value;
        } else if (value instanceof Number number) {
            if (!Double.isFinite(number.doubleValue())) {
                throw new IllegalArgumentException("the number " + number + " is not finite");
            }
            return number;
        } else if (value instanceof Map<?, ?> map) {
            return object(map, depth);
        } else if (value instanceof List<?> list) {
            List<@Nullable Object> copy = new ArrayList<>();
            list.forEach(item -> copy.add(copy(item, depth + 1)));
            return copy;
        }
        throw new IllegalArgumentException("a value of type " + value.getClass().getName() + " is not plain JSON");
    }

    private static Object object(Map<?, ?> map, int depth) {
        Map<String, @Nullable Object> copy = new LinkedHashMap<>();
        map.forEach((key, item) -> {
            if (!(key instanceof String name) || FORBIDDEN_KEYS.contains(name)) {
                throw new IllegalArgumentException("the key '" + key + "' is not allowed");
            }
            copy.put(name, copy(item, depth + 1));
        });
        return copy;
    }
}
