package io.appkit.localworkspace.engine;

/**
 * A column of a result.
 *
 * @param name as the statement names it
 * @param type as Databricks names it
 */
public record Column(String name, ColumnType type) {}
