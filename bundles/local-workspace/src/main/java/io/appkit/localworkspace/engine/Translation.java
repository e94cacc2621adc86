package io.appkit.localworkspace.engine;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * A Databricks statement in the engine's words.
 *
 * @param kind what it does
 * @param sql with {@code $1}, {@code $2}, ... for parameters
 * @param parameters values for them, in that order
 */
record Translation(StatementKind kind, String sql, List<ParameterValue> parameters) {

    /** Words after which a name and a parenthesis are no function call. */
    private static final Set<String> BEFORE_NAMES = Set.of("INTO", "TABLE", "VIEW", "WITH", "FUNCTION");

    static Translation of(String statement, Map<String, ParameterValue> given) throws SqlFailure {
        List<Token> tokens = withoutTerminator(Lexer.tokens(statement));
        if (tokens.isEmpty()) {
            throw SqlFailure.syntax("Syntax error, unexpected empty statement.");
        }
        StatementKind kind = StatementKind.of(tokens);
        Writer writer = new Writer(kind == StatementKind.DESCRIBE ? described(tokens) : tokens, given);
        return new Translation(kind, writer.write(), List.copyOf(writer.bound.values()));
    }

    private static List<Token> withoutTerminator(List<Token> tokens) throws SqlFailure {
        int end = tokens.size();
        while (end > 0 && tokens.get(end - 1).isSymbol(";")) {
            end--;
        }
        List<Token> statement = tokens.subList(0, end);
        if (statement.stream().anyMatch(token -> token.isSymbol(";"))) {
            throw SqlFailure.syntax("Syntax error at or near ';': one statement at a time.");
        }
        return statement;
    }

    /** The query whose columns a DESCRIBE asks for. */
    private static List<Token> described(List<Token> tokens) throws SqlFailure {
        List<Token> rest = tokens.subList(1, tokens.size());
        if (!rest.isEmpty() && (rest.get(0).isWord("QUERY") || rest.get(0).isWord("TABLE"))) {
            rest = rest.subList(1, rest.size());
        }
        if (rest.isEmpty()) {
            throw SqlFailure.syntax("Syntax error at end of input.");
        }
        if (StatementKind.beginsQuery(rest.get(0))) {
            return rest;
        }
        for (int i = 0; i < rest.size(); i++) {
            boolean dot = rest.get(i).isSymbol(".");
            if (dot != (i % 2 == 1)) {
                throw SqlFailure.unavailable("This form of the statement DESCRIBE");
            }
        }
        List<Token> query = new ArrayList<>(Lexer.tokens("SELECT * FROM "));
        query.addAll(rest);
        return query;
    }

    private static final class Writer {

        private final List<Token> tokens;
        private final Map<String, ParameterValue> given;
        private final Map<String, ParameterValue> bound = new LinkedHashMap<>();
        private final StringBuilder sql = new StringBuilder();

        Writer(List<Token> tokens, Map<String, ParameterValue> given) {
            this.tokens = tokens;
            this.given = given;
        }

        String write() throws SqlFailure {
            for (int i = 0; i < tokens.size(); i++) {
                if (tokens.get(i).spaced() && !sql.isEmpty()) {
                    sql.append(' ');
                }
                write(i);
            }
            return sql.toString();
        }

        private void write(int i) throws SqlFailure {
            Token token = tokens.get(i);
            switch (token.kind()) {
                case WORD -> word(i);
                case QUOTED_NAME -> sql.append(StringLiteral.encodeName(token.text()));
                case STRING -> string(i);
                case NUMBER -> sql.append(number(token.text()));
                case PARAMETER -> parameter(i);
                case SYMBOL -> symbol(token);
            }
        }

        private void word(int i) throws SqlFailure {
            Token token = tokens.get(i);
            String word = token.word();
            Token previous = i > 0 ? tokens.get(i - 1) : null;
            if (word.equals("LEFT") && i + 1 < tokens.size()) {
                Token next = tokens.get(i + 1);
                if (next.isWord("SEMI") || next.isWord("ANTI")) {
                    return;
                }
            }
            boolean call = i + 1 < tokens.size()
                    && tokens.get(i + 1).isSymbol("(")
                    && (previous == null || !(previous.isSymbol(".") || BEFORE_NAMES.contains(previous.word())));
            if (call
                    && (word.equals("EXTRACT") || word.equals("DATE_PART") || word.equals("DATEPART"))
                    && i + 2 < tokens.size()) {
                Dialect.checkDatePart(tokens.get(i + 2).text().toUpperCase(Locale.ROOT));
            }
            String name = call ? Dialect.function(word) : null;
            sql.append(name == null ? token.text() : name);
        }

        private void string(int i) {
            Token token = tokens.get(i);
            Token previous = i > 0 ? tokens.get(i - 1) : null;
            boolean binary = previous != null && previous.isWord("X") && !token.spaced();
            if (previous != null && previous.kind() == Token.Kind.STRING) {
                // Neighbouring strings are one.
                sql.append("|| ");
            }
            if (binary) {
                sql.setLength(sql.length() - 1);
                sql.append("unhex(").append(StringLiteral.encode(token.text())).append(')');
            } else {
                sql.append(StringLiteral.encode(token.text()));
            }
        }

        private static String number(String text) throws SqlFailure {
            String digits = text.substring(0, text.length() - 1);
            return switch (text.charAt(text.length() - 1)) {
                case 'L', 'l' -> "CAST(" + digits + " AS BIGINT)";
                case 'D', 'd' -> text.endsWith("BD") ? text : "CAST(" + digits + " AS DOUBLE)";
                case '0', '1', '2', '3', '4', '5', '6', '7', '8', '9', '.' -> text;
                default -> throw SqlFailure.syntax("Syntax error at or near '" + text + "'.");
            };
        }

        private void parameter(int i) throws SqlFailure {
            String name = tokens.get(i).text();
            ParameterValue value = given.get(name);
            if (value == null) {
                throw SqlFailure.of("UNBOUND_SQL_PARAMETER", "42P02", "Found the unbound parameter: " + name + ".");
            }
            if (i > 0 && (tokens.get(i - 1).isWord("LIMIT") || tokens.get(i - 1).isWord("OFFSET"))) {
                value.checkLimit(name);
            }
            bound.putIfAbsent(name, value);
            int position = new ArrayList<>(bound.keySet()).indexOf(name) + 1;
            sql.append("CAST($")
                    .append(position)
                    .append(" AS ")
                    .append(value.engineType())
                    .append(')');
        }

        private void symbol(Token token) throws SqlFailure {
            switch (token.text()) {
                case "<=>" -> sql.append(" IS NOT DISTINCT FROM ");
                case "[" -> throw SqlFailure.unavailable("A subscript in brackets");
                case "?" ->
                    throw SqlFailure.of(
                            "UNBOUND_SQL_PARAMETER", "42P02", "Found an unnamed parameter; parameters need a name.");
                case "$", "#", "@", "{", "}" ->
                    throw SqlFailure.syntax("Syntax error at or near '" + token.text() + "'.");
                default -> sql.append(token.text());
            }
        }
    }
}
