package io.appkit.localworkspace.engine;

import io.appkit.localworkspace.sql.SqlFailure;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A type as Databricks names it.
 *
 * @param name {@code type_name} of the API
 * @param text {@code type_text} of the API
 * @param precision of a DECIMAL; null for others
 * @param scale of a DECIMAL; null for others
 * @param engineType the engine's type that has exactly its values
 */
public record ColumnType(
        String name,
        String text,
        @Nullable Integer precision,
        @Nullable Integer scale,
        String engineType) {

    static final ColumnType BIGINT = plain("LONG", "BIGINT", "BIGINT");
    static final ColumnType STRING = plain("STRING", "STRING", "VARCHAR");

    private static ColumnType plain(String name, String text, String engineType) {
        return new ColumnType(name, text, null, null, engineType);
    }

    /** The type of an engine's type, as {@code STRUCT(a INTEGER, b DECIMAL(5,2)[])}. */
    static ColumnType of(String engineType) throws SqlFailure {
        Reader reader = new Reader(engineType);
        ColumnType type = reader.type();
        if (reader.at != engineType.length()) {
            throw unknown(engineType);
        }
        return type;
    }

    private static SqlFailure unknown(String engineType) {
        return SqlFailure.unavailable("A result of the type " + engineType);
    }

    private static final class Reader {

        private final String text;
        private int at;

        Reader(String text) {
            this.text = text;
        }

        ColumnType type() throws SqlFailure {
            ColumnType type = element();
            while (take('[')) {
                while (!take(']')) {
                    if (at++ >= text.length()) {
                        throw unknown(text);
                    }
                }
                type = plain("ARRAY", "ARRAY<" + type.text() + ">", type.engineType() + "[]");
            }
            return type;
        }

        private ColumnType element() throws SqlFailure {
            String word = word();
            return switch (word) {
                case "STRUCT" -> struct();
                case "MAP" -> map();
                case "DECIMAL" -> decimal();
                case "ENUM" -> {
                    at = text.length();
                    yield STRING;
                }
                default -> simple(word);
            };
        }

        private ColumnType simple(String word) throws SqlFailure {
            return switch (word) {
                case "BOOLEAN" -> plain("BOOLEAN", "BOOLEAN", "BOOLEAN");
                case "TINYINT" -> plain("BYTE", "TINYINT", "TINYINT");
                case "SMALLINT", "UTINYINT" -> plain("SHORT", "SMALLINT", "SMALLINT");
                case "INTEGER", "USMALLINT" -> plain("INT", "INT", "INTEGER");
                // Sums of whole numbers are wider in the engine; a value that is too large is refused when read.
                case "BIGINT", "UINTEGER", "UBIGINT", "HUGEINT", "INTEGER_LITERAL" -> BIGINT;
                case "FLOAT" -> plain("FLOAT", "FLOAT", "FLOAT");
                case "DOUBLE" -> plain("DOUBLE", "DOUBLE", "DOUBLE");
                case "VARCHAR", "UUID", "JSON", "STRING_LITERAL" -> STRING;
                case "BLOB" -> plain("BINARY", "BINARY", "BLOB");
                case "DATE" -> plain("DATE", "DATE", "DATE");
                // The session's time zone is UTC, so that both of the engine's types are points in time.
                case "TIMESTAMP", "TIMESTAMP WITH TIME ZONE", "TIMESTAMP_S", "TIMESTAMP_MS", "TIMESTAMP_NS" ->
                    plain("TIMESTAMP", "TIMESTAMP", "TIMESTAMPTZ");
                case "\"NULL\"", "NULL" -> plain("NULL", "VOID", "\"NULL\"");
                default -> throw unknown(text);
            };
        }

        private ColumnType decimal() throws SqlFailure {
            expect('(');
            int precision = Integer.parseInt(word());
            expect(',');
            int scale = Integer.parseInt(word());
            expect(')');
            String text = "DECIMAL(" + precision + "," + scale + ")";
            return new ColumnType("DECIMAL", text, precision, scale, text);
        }

        private ColumnType map() throws SqlFailure {
            expect('(');
            ColumnType key = type();
            expect(',');
            ColumnType value = type();
            expect(')');
            return plain(
                    "MAP",
                    "MAP<" + key.text() + ", " + value.text() + ">",
                    "MAP(" + key.engineType() + ", " + value.engineType() + ")");
        }

        private ColumnType struct() throws SqlFailure {
            expect('(');
            List<String> fields = new ArrayList<>();
            List<String> engineFields = new ArrayList<>();
            do {
                String name = fieldName();
                ColumnType type = type();
                fields.add(databricksName(name) + ": " + type.text());
                engineFields.add(name + " " + type.engineType());
            } while (take(','));
            expect(')');
            return plain(
                    "STRUCT",
                    "STRUCT<" + String.join(", ", fields) + ">",
                    "STRUCT(" + String.join(", ", engineFields) + ")");
        }

        private static String databricksName(String name) {
            return name.startsWith("\"") ? "`" + name.substring(1, name.length() - 1) + "`" : name;
        }

        private String fieldName() {
            skipBlanks();
            int start = at;
            if (at < text.length() && text.charAt(at) == '"') {
                at = text.indexOf('"', at + 1) + 1;
                return text.substring(start, at);
            }
            while (at < text.length() && text.charAt(at) != ' ') {
                at++;
            }
            return text.substring(start, at);
        }

        /** Up to a bracket, comma or parenthesis. */
        private String word() {
            skipBlanks();
            int start = at;
            while (at < text.length() && "()[],".indexOf(text.charAt(at)) < 0) {
                at++;
            }
            return text.substring(start, at).trim();
        }

        private void skipBlanks() {
            while (at < text.length() && text.charAt(at) == ' ') {
                at++;
            }
        }

        private boolean take(char c) {
            skipBlanks();
            if (at < text.length() && text.charAt(at) == c) {
                at++;
                return true;
            }
            return false;
        }

        private void expect(char c) throws SqlFailure {
            if (!take(c)) {
                throw unknown(text);
            }
        }
    }
}
