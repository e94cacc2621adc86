package io.appkit.analytics.rows;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A component of a record that rows become.
 *
 * @param name in the record
 * @param type as written in the record
 * @param cell makes its values
 * @param optional whether these are wrapped
 */
record Component(String name, Class<?> type, CellType cell, boolean optional) {

    /**
     * Reads a component.
     *
     * @throws IllegalArgumentException for a type that no column has
     */
    static Component of(RecordComponent component) {
        boolean optional = component.getType() == Optional.class;
        Class<?> type = optional ? content(component) : component.getType();
        CellType cell = CellType.of(type)
                .orElseThrow(() -> new IllegalArgumentException("Record "
                        + component.getDeclaringRecord().getSimpleName() + ", component " + component.getName()
                        + ": a column cannot become a "
                        + component.getGenericType().getTypeName()));
        return new Component(component.getName(), type, cell, optional);
    }

    private static Class<?> content(RecordComponent component) {
        return component.getGenericType() instanceof ParameterizedType optional
                        && optional.getActualTypeArguments()[0] instanceof Class<?> content
                ? content
                : Optional.class;
    }

    /** Whether the column of a name is meant. */
    boolean matches(String column) {
        return plain(name).equals(plain(column));
    }

    private static String plain(String name) {
        return name.replace("_", "").toLowerCase(Locale.ROOT);
    }

    /** The value of a cell; fails with any exception for a text that is none of this type. */
    @Nullable
    Object value(@Nullable String text) {
        Object value = text == null ? null : cell.parse().apply(text);
        return optional ? Optional.ofNullable(value) : value;
    }

    /** Whether it has no value for SQL NULL. */
    boolean refusesNull() {
        return type.isPrimitive();
    }
}
