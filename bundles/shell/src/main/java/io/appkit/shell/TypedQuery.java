package io.appkit.shell;

import io.appkit.api.analytics.Analytics;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A command {@code appkit:query} that is being typed.
 *
 * @param words the command, its options and arguments
 */
record TypedQuery(List<String> words) {

    private static final Set<String> OPTIONS_WITH_VALUE = Set.of("-n", "--limit");

    /** Types by name of the parameters that have no value yet; empty while the query is not known. */
    Map<String, String> open(Analytics analytics) {
        int key = 1;
        while (key < words.size() && words.get(key).startsWith("-")) {
            key += OPTIONS_WITH_VALUE.contains(words.get(key)) ? 2 : 1;
        }
        if (key >= words.size() || !analytics.queries().contains(words.get(key))) {
            return Map.of();
        }
        Map<String, String> open = new LinkedHashMap<>(analytics.parameters(words.get(key)));
        words.subList(key + 1, words.size()).stream()
                .filter(word -> word.contains("="))
                .forEach(word -> open.remove(word.split("[:=]", 2)[0]));
        return open;
    }
}
