package io.appkit.analytics.arrow;

/**
 * A column as the warehouse describes it.
 *
 * @param name as in the query; empty for none
 * @param typeName the warehouse's short name of the type, such as {@code DECIMAL}; empty if not said
 * @param typeText its whole name, such as {@code DECIMAL(10,2)}; the short one if not said
 */
public record ResultColumn(String name, String typeName, String typeText) {}
