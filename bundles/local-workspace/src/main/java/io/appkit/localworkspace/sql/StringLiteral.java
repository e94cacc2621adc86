package io.appkit.localworkspace.sql;

/** Text in quotes: read as Databricks writes it, written as the engine reads it. */
public final class StringLiteral {

    private StringLiteral() {}

    /** Resolves backslash escapes (Databricks SQL language reference, STRING type). */
    static String decode(String escaped) throws SqlFailure {
        if (escaped.indexOf('\\') < 0) {
            return escaped;
        }
        StringBuilder text = new StringBuilder();
        int at = 0;
        while (at < escaped.length()) {
            char c = escaped.charAt(at++);
            if (c != '\\' || at == escaped.length()) {
                text.append(c);
                continue;
            }
            char escape = escaped.charAt(at++);
            switch (escape) {
                case '0' -> text.append('\0');
                case 'b' -> text.append('\b');
                case 'n' -> text.append('\n');
                case 'r' -> text.append('\r');
                case 't' -> text.append('\t');
                case 'Z' -> text.append('\u001A');
                case '%', '_' -> text.append('\\').append(escape);
                case 'u' -> at = codePoint(escaped, at, 4, text);
                case 'U' -> at = codePoint(escaped, at, 8, text);
                default -> text.append(escape);
            }
        }
        return text.toString();
    }

    private static int codePoint(String escaped, int at, int digits, StringBuilder text) throws SqlFailure {
        try {
            text.appendCodePoint(Integer.parseInt(escaped.substring(at, at + digits), 16));
            return at + digits;
        } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
            throw SqlFailure.syntax("A string has a malformed unicode escape.");
        }
    }

    public static String encode(String value) {
        return "'" + value.replace("'", "''") + "'";
    }

    public static String encodeName(String name) {
        return "\"" + name.replace("\"", "\"\"") + "\"";
    }
}
