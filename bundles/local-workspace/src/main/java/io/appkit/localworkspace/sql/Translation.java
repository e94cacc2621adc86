package io.appkit.localworkspace.sql;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A Databricks statement, ready to be written in the engine's words. */
public final class Translation {

    private final StatementKind kind;
    private final Node statement;
    private final List<ParameterValue> parameters;

    private Translation(StatementKind kind, Node statement, List<ParameterValue> parameters) {
        this.kind = kind;
        this.statement = statement;
        this.parameters = parameters;
    }

    /** Reads a statement with the parameters it may use. */
    public static Translation of(String statement, Map<String, ParameterValue> given) throws SqlFailure {
        List<Token> tokens = withoutTerminator(Lexer.tokens(statement));
        if (tokens.isEmpty()) {
            throw SqlFailure.syntax("Syntax error, unexpected empty statement.");
        }
        StatementKind kind = StatementKind.of(tokens);
        if (kind == StatementKind.USE) {
            return new Translation(kind, new Node.Plain(""), List.of());
        }
        Parameters parameters = new Parameters(given);
        TokenReader in = new TokenReader(kind == StatementKind.DESCRIBE ? described(tokens) : tokens);
        Node written = new StatementParser(in, parameters).statement();
        return new Translation(kind, written, parameters.values());
    }

    /** What the statement does. */
    public StatementKind kind() {
        return kind;
    }

    /** Values for {@code $1}, {@code $2}, ... of the engine's statement. */
    public List<ParameterValue> parameters() {
        return parameters;
    }

    /** The statement as the engine takes it if enough types are known; else its refusal tells one more. */
    public String sql(KnownTypes known) throws SqlFailure {
        return statement.sql(known);
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
}
