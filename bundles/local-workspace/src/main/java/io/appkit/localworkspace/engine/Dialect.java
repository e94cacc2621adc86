package io.appkit.localworkspace.engine;

import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Functions whose name means one thing on Databricks and another, or nothing, in the engine. What is in none of the tables
 * means the same in both, or does not exist in the engine, which then says so.
 */
final class Dialect {

    /** Functions of dialect.sql, by the name they have on Databricks. */
    private static final Set<String> DEFINED = Set.of(
            "ADD_MONTHS",
            "COLLECT_LIST",
            "COLLECT_SET",
            "CONCAT",
            "DATE",
            "DATEDIFF",
            "DATE_DIFF",
            "DATE_SUB",
            "DAYNAME",
            "DAYOFWEEK",
            "LOG",
            "MONTHNAME",
            "NVL2",
            "REGEXP_EXTRACT",
            "TO_DATE",
            "TO_TIMESTAMP",
            "TRUNC",
            "WEEKDAY");

    /** Functions the engine has under another name. */
    private static final Map<String, String> RENAMED = Map.of(
            "ARRAY", "list_value",
            "CURRENT_TIMESTAMP", "now",
            "IFF", "if",
            "NVL", "coalesce",
            "PERCENTILE", "quantile_cont",
            "SPLIT", "regexp_split_to_array");

    /** Functions the engine has, too, but with other results. */
    private static final Set<String> REFUSED = Set.of(
            "ARRAY_AGG",
            "ARRAY_POSITION",
            "ARRAY_SORT",
            "DECODE",
            "ELEMENT_AT",
            "ENCODE",
            "FORMAT",
            "FROM_JSON",
            "HASH",
            "REGEXP_REPLACE",
            "SIZE",
            "TO_JSON",
            "TYPEOF");

    /** Parts of a date whose numbers differ. */
    private static final Set<String> REFUSED_PARTS =
            Set.of("DOW", "DAYOFWEEK", "DAYOFWEEK_ISO", "EPOCH", "SECOND", "SECONDS", "S", "SEC", "SECS");

    private Dialect() {}

    /** The engine's name of a function, given the Databricks name in upper case; null if it is the same. */
    static @Nullable String function(String name) throws SqlFailure {
        if (REFUSED.contains(name)) {
            throw SqlFailure.unavailable("The function " + name.toLowerCase(Locale.ROOT));
        }
        return DEFINED.contains(name) ? "samples.dialect." + name.toLowerCase(Locale.ROOT) : RENAMED.get(name);
    }

    /** Refuses parts of a date, as in {@code EXTRACT(part FROM date)}, that mean something else in the engine. */
    static void checkDatePart(String part) throws SqlFailure {
        if (REFUSED_PARTS.contains(part)) {
            throw SqlFailure.unavailable("The date part " + part);
        }
    }
}
