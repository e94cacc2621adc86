package io.appkit.localworkspace.sql;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** SQL with places {@code {1}}, {@code {2}}, ...; {@code {*}} is all of them with commas between. */
final class Template {

    private static final Pattern PLACE = Pattern.compile("\\{(\\d+|\\*)\\}");

    private Template() {}

    static String fill(String template, List<String> parts) {
        return PLACE.matcher(template).replaceAll(place -> {
            String which = place.group(1);
            return Matcher.quoteReplacement(
                    which.equals("*") ? String.join(", ", parts) : parts.get(Integer.parseInt(which) - 1));
        });
    }
}
