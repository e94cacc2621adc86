package io.appkit.localworkspace.sql;

import java.util.List;

/** Reads tokens one after the other. */
final class TokenReader {

    private static final Token END = new Token(Token.Kind.SYMBOL, "end of input", true);

    private final List<Token> tokens;
    private int at;

    TokenReader(List<Token> tokens) {
        this.tokens = tokens;
    }

    boolean ended() {
        return at >= tokens.size();
    }

    int position() {
        return at;
    }

    /** Whether the tokens from a position up to here have the name, unqualified. */
    boolean named(int from, String name) {
        for (int i = from; i < at; i++) {
            Token token = tokens.get(i);
            boolean names = token.kind() == Token.Kind.WORD || token.kind() == Token.Kind.QUOTED_NAME;
            boolean qualified = i > 0 && tokens.get(i - 1).isSymbol(".");
            if (names && !qualified && token.text().equalsIgnoreCase(name)) {
                return true;
            }
        }
        return false;
    }

    Token peek() {
        return peek(0);
    }

    Token peek(int ahead) {
        return at + ahead < tokens.size() ? tokens.get(at + ahead) : END;
    }

    Token next() {
        Token token = peek();
        at++;
        return token;
    }

    boolean takeWord(String word) {
        boolean found = peek().isWord(word);
        at += found ? 1 : 0;
        return found;
    }

    boolean takeSymbol(String symbol) {
        boolean found = peek().isSymbol(symbol);
        at += found ? 1 : 0;
        return found;
    }

    void expectWord(String word) throws SqlFailure {
        if (!takeWord(word)) {
            throw unexpected();
        }
    }

    void expectSymbol(String symbol) throws SqlFailure {
        if (!takeSymbol(symbol)) {
            throw unexpected();
        }
    }

    /** Whether a name, columns in parentheses and {@code AS (} come next, as in a common table expression. */
    boolean columnsOfQuery() {
        int depth = 0;
        int end = 1;
        do {
            Token token = peek(end++);
            if (at + end > tokens.size()) {
                return false;
            }
            depth += token.isSymbol("(") ? 1 : token.isSymbol(")") ? -1 : 0;
        } while (depth > 0);
        return peek(end).isWord("AS") && peek(end + 1).isSymbol("(");
    }

    SqlFailure unexpected() {
        return SqlFailure.syntax("Syntax error at or near '" + peek().text() + "'.");
    }
}
