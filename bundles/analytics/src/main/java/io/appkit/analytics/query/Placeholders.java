package io.appkit.analytics.query;

import java.util.LinkedHashSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The named parameters of a SQL text.
 *
 * @param names those the warehouse will look for, in order of first appearance
 * @param textual all that look like one, also inside of texts, comments and casts; a value for such a name is no mistake,
 *     as when a filter has been commented out
 */
record Placeholders(Set<String> names, Set<String> textual) {

    private static final Pattern PLACEHOLDER = Pattern.compile(":([a-zA-Z_]\\w*)");

    static Placeholders of(String sql) {
        Set<String> textual = new LinkedHashSet<>();
        Matcher matcher = PLACEHOLDER.matcher(sql);
        while (matcher.find()) {
            textual.add(matcher.group(1));
        }
        return new Placeholders(new Scan(sql, matcher).names(), textual);
    }

    /** One pass over a SQL text, by the warehouse's rules for what is not code. */
    private static final class Scan {

        private final String sql;
        private final Matcher placeholder;
        private int at;

        Scan(String sql, Matcher placeholder) {
            this.sql = sql;
            this.placeholder = placeholder;
        }

        Set<String> names() {
            Set<String> names = new LinkedHashSet<>();
            while (at < sql.length()) {
                char c = sql.charAt(at);
                if (c == '\'' || c == '"') {
                    skipText(c, isRaw());
                } else if (c == '`') {
                    skipText(c, true);
                } else if (sql.startsWith("--", at)) {
                    skipLine();
                } else if (opensComment()) {
                    skipComment();
                } else if (sql.startsWith("::", at)) {
                    at += 2;
                } else if (c == ':' && placeholder.region(at, sql.length()).lookingAt()) {
                    names.add(placeholder.group(1));
                    at = placeholder.end();
                } else {
                    at++;
                }
            }
            return names;
        }

        /** Whether the quote at hand opens a text of the form r'...', in which a backslash is itself. */
        private boolean isRaw() {
            boolean prefixed = at > 0 && (sql.charAt(at - 1) == 'r' || sql.charAt(at - 1) == 'R');
            return prefixed && (at == 1 || !isWord(sql.charAt(at - 2)));
        }

        private static boolean isWord(char c) {
            return Character.isLetterOrDigit(c) || c == '_';
        }

        /** A doubled quote needs no rule of its own: it ends one text and opens the next. */
        private void skipText(char quote, boolean raw) {
            at++;
            while (at < sql.length() && sql.charAt(at) != quote) {
                at += !raw && sql.charAt(at) == '\\' ? 2 : 1;
            }
            at++;
        }

        /** A backslash before the line's end lets the comment go on. */
        private void skipLine() {
            while (at < sql.length() && sql.charAt(at) != '\n' && sql.charAt(at) != '\r') {
                at += sql.startsWith("\\\n", at) ? 2 : 1;
            }
        }

        /** A hint looks like a comment but is code. */
        private boolean opensComment() {
            return sql.startsWith("/*", at) && !sql.startsWith("/*+", at);
        }

        private void skipComment() {
            int depth = 0;
            do {
                if (opensComment()) {
                    depth++;
                    at += 2;
                } else if (sql.startsWith("*/", at)) {
                    depth--;
                    at += 2;
                } else {
                    at++;
                }
            } while (depth > 0 && at < sql.length());
        }
    }
}
