package io.appkit.localworkspace.sql;

import java.util.List;

/** How an expression is translated once the types of its operands are known. Equal rules translate equally. */
interface Rule {

    /**
     * The expression in the engine's words.
     *
     * @throws SqlFailure if it means nothing on Databricks, or what it means cannot be had here
     */
    String write(List<String> operands, List<SqlType> types, List<String> extras) throws SqlFailure;

    /** An expression the engine refuses with the types of the operands. */
    default String probe(List<String> operands, List<String> extras, String marker) {
        return KnownTypes.probe(operands, marker);
    }
}
