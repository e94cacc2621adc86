package io.appkit.localworkspace.sql;

import org.jspecify.annotations.Nullable;

/**
 * A named parameter as a request gives it.
 *
 * @param name without the colon
 * @param type SQL type; null for STRING
 * @param value as text; null for NULL
 */
public record StatementParameter(
        String name, @Nullable String type, @Nullable String value) {}
