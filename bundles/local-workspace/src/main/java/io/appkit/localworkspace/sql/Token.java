package io.appkit.localworkspace.sql;

import java.util.Locale;

/**
 * A piece of a Databricks SQL text; blanks and comments are not kept.
 *
 * @param kind what it is
 * @param text as written; for strings the value, for parameters the name
 * @param spaced whether blank space or a comment stands before it
 */
record Token(Kind kind, String text, boolean spaced) {

    enum Kind {
        /** A keyword or plain name. */
        WORD,
        /** A name in backticks. */
        QUOTED_NAME,
        STRING,
        NUMBER,
        /** {@code :name}. */
        PARAMETER,
        SYMBOL
    }

    boolean isWord(String upperCase) {
        return kind == Kind.WORD && word().equals(upperCase);
    }

    boolean isSymbol(String symbol) {
        return kind == Kind.SYMBOL && text.equals(symbol);
    }

    /** The text in upper case if it is a word, else nothing. */
    String word() {
        return kind == Kind.WORD ? text.toUpperCase(Locale.ROOT) : "";
    }
}
