package io.appkit.api.analytics;

/**
 * A column of a result.
 *
 * @param name as in the query; may be empty, and may repeat
 * @param type the warehouse's name of the type, such as {@code DECIMAL(10,2)}
 */
public record Column(String name, String type) {}
