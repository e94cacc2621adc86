package io.appkit.shell;

import java.util.List;
import java.util.Map;

/** Values below each other, each behind its label. */
final class Labelled {

    private static final String GAP = "  ";

    private Labelled() {}

    /** Prints one line per value, each of them in one line. */
    static void print(Console console, Map<String, String> lines) {
        print(
                console,
                List.copyOf(lines.keySet()),
                lines.values().stream().map(Text::visible).toList());
    }

    /** Prints one line per value; both lists have the same length. */
    static void print(Console console, List<String> labels, List<String> values) {
        int widest = labels.stream().mapToInt(String::length).max().orElse(0);
        for (int i = 0; i < labels.size(); i++) {
            String label = labels.get(i);
            console.out().println(console.bold(label) + " ".repeat(widest - label.length()) + GAP + values.get(i));
        }
    }
}
