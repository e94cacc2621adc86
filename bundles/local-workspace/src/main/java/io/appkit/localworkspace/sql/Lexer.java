package io.appkit.localworkspace.sql;

import java.util.ArrayList;
import java.util.List;

/** Splits Databricks SQL into tokens (Databricks SQL language reference: literals, identifiers, comments). */
final class Lexer {

    private static final List<String> LONG_SYMBOLS =
            List.of("<=>", "::", "||", "<=", ">=", "<>", "!=", "==", "->", "=>", "<<", ">>");

    private final String sql;
    private final List<Token> tokens = new ArrayList<>();
    private int at;
    private boolean spaced;

    private Lexer(String sql) {
        this.sql = sql;
    }

    static List<Token> tokens(String sql) throws SqlFailure {
        Lexer lexer = new Lexer(sql);
        while (lexer.at < sql.length()) {
            lexer.next();
        }
        return lexer.tokens;
    }

    private void next() throws SqlFailure {
        char c = sql.charAt(at);
        if (Character.isWhitespace(c)) {
            at++;
            spaced = true;
        } else if (sql.startsWith("--", at)) {
            int end = sql.indexOf('\n', at);
            at = end < 0 ? sql.length() : end;
            spaced = true;
        } else if (sql.startsWith("/*", at)) {
            skipComment();
            spaced = true;
        } else if (c == '\'' || c == '"') {
            add(Token.Kind.STRING, StringLiteral.decode(quoted(c, true)));
        } else if ((c == 'r' || c == 'R') && at + 1 < sql.length() && "'\"".indexOf(sql.charAt(at + 1)) >= 0) {
            at++;
            add(Token.Kind.STRING, quoted(sql.charAt(at), false));
        } else if (c == '`') {
            add(Token.Kind.QUOTED_NAME, quoted(c, false).replace("``", "`"));
        } else if (isDigit(c) || (c == '.' && at + 1 < sql.length() && isDigit(sql.charAt(at + 1)) && !afterName())) {
            add(Token.Kind.NUMBER, number());
        } else if (isNameStart(c)) {
            add(Token.Kind.WORD, name());
        } else if (c == ':' && at + 1 < sql.length() && isNameStart(sql.charAt(at + 1))) {
            at++;
            add(Token.Kind.PARAMETER, name());
        } else {
            add(Token.Kind.SYMBOL, symbol());
        }
    }

    private void add(Token.Kind kind, String text) {
        tokens.add(new Token(kind, text, spaced));
        spaced = false;
    }

    private void skipComment() throws SqlFailure {
        int depth = 0;
        do {
            if (sql.startsWith("/*", at)) {
                depth++;
                at += 2;
            } else if (sql.startsWith("*/", at)) {
                depth--;
                at += 2;
            } else if (at++ >= sql.length()) {
                throw SqlFailure.syntax("A comment is not closed.");
            }
        } while (depth > 0);
    }

    /** What stands between the quotes; doubled quotes are kept unless {@code escapes}. */
    private String quoted(char quote, boolean escapes) throws SqlFailure {
        StringBuilder text = new StringBuilder();
        for (at++; at < sql.length(); at++) {
            char c = sql.charAt(at);
            if (escapes && c == '\\' && at + 1 < sql.length()) {
                text.append(c).append(sql.charAt(++at));
            } else if (c != quote) {
                text.append(c);
            } else if (quote != '"' && at + 1 < sql.length() && sql.charAt(at + 1) == quote) {
                text.append(escapes ? "" + quote : "" + quote + quote);
                at++;
            } else {
                at++;
                return text.toString();
            }
        }
        throw SqlFailure.syntax("A quote " + quote + " is not closed.");
    }

    private String number() {
        int start = at;
        digits();
        if (at < sql.length() && sql.charAt(at) == '.') {
            at++;
            digits();
        }
        if (at < sql.length() && "eE".indexOf(sql.charAt(at)) >= 0) {
            int exponent = at++;
            if (at < sql.length() && "+-".indexOf(sql.charAt(at)) >= 0) {
                at++;
            }
            if (at >= sql.length() || !isDigit(sql.charAt(at))) {
                at = exponent;
            }
            digits();
        }
        while (at < sql.length() && isNamePart(sql.charAt(at))) {
            at++;
        }
        return sql.substring(start, at);
    }

    private void digits() {
        while (at < sql.length() && isDigit(sql.charAt(at))) {
            at++;
        }
    }

    private String name() {
        int start = at;
        while (at < sql.length() && isNamePart(sql.charAt(at))) {
            at++;
        }
        return sql.substring(start, at);
    }

    private String symbol() {
        for (String symbol : LONG_SYMBOLS) {
            if (sql.startsWith(symbol, at)) {
                at += symbol.length();
                return symbol;
            }
        }
        return String.valueOf(sql.charAt(at++));
    }

    private boolean afterName() {
        if (spaced || tokens.isEmpty()) {
            return false;
        }
        Token.Kind kind = tokens.get(tokens.size() - 1).kind();
        return kind == Token.Kind.WORD || kind == Token.Kind.QUOTED_NAME;
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    private static boolean isNameStart(char c) {
        return Character.isLetter(c) || c == '_';
    }

    private static boolean isNamePart(char c) {
        return isNameStart(c) || isDigit(c);
    }
}
