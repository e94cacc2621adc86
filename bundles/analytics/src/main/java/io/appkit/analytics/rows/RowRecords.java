package io.appkit.analytics.rows;

import io.appkit.analytics.arrow.ResultColumn;
import io.appkit.api.AppKitException;
import io.appkit.api.ErrorKind;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Rows as records, component by component from the column of the same name.
 *
 * @param <T> the record
 */
public final class RowRecords<T extends Record> implements RowForm<T> {

    /** Of a value in an error. */
    private static final int MAX_SHOWN = 60;

    private final String record;
    private final List<Component> components;
    private final Constructor<T> constructor;

    /**
     * Looks at a record.
     *
     * @throws IllegalArgumentException if it has a component that no column can become
     */
    public RowRecords(Class<T> type) {
        RecordComponent[] declared = type.getRecordComponents();
        record = "Record " + type.getSimpleName();
        components = Arrays.stream(declared).map(Component::of).toList();
        try {
            constructor = type.getDeclaredConstructor(
                    Arrays.stream(declared).map(RecordComponent::getType).toArray(Class<?>[]::new));
            constructor.setAccessible(true);
        } catch (NoSuchMethodException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public RowMapping<T> of(List<ResultColumn> columns, String what) {
        int[] places =
                components.stream().mapToInt(each -> place(each, columns, what)).toArray();
        return (cells, number) -> {
            @Nullable Object[] values = new @Nullable Object[places.length];
            for (int i = 0; i < places.length; i++) {
                values[i] = value(
                        components.get(i),
                        cells.get(places[i]),
                        columns.get(places[i]),
                        "row " + number + " of " + what);
            }
            return construct(values, "row " + number + " of " + what);
        };
    }

    private int place(Component component, List<ResultColumn> columns, String what) {
        int[] places = IntStream.range(0, columns.size())
                .filter(i -> component.matches(columns.get(i).name()))
                .toArray();
        if (places.length == 1) {
            return places[0];
        }
        String names = columns.stream().map(column -> "'" + column.name() + "'").collect(Collectors.joining(", "));
        throw unfit(
                component.name(),
                what + " has " + (places.length == 0 ? "no" : "more than one") + " column of that name, but " + names,
                null);
    }

    private @Nullable Object value(Component component, @Nullable String text, ResultColumn column, String where) {
        String cell = "column '" + column.name() + "' (" + column.typeText() + ") in " + where;
        if (text == null && component.refusesNull()) {
            throw unfit(component.name(), cell + " is NULL, which a " + component.type() + " cannot be", null);
        }
        try {
            return component.value(text);
        } catch (RuntimeException e) {
            String shown = text != null && text.length() > MAX_SHOWN ? text.substring(0, MAX_SHOWN) + "..." : text;
            throw unfit(
                    component.name(),
                    cell + " is '" + shown + "', not " + component.cell().expected(),
                    e);
        }
    }

    private T construct(@Nullable Object[] values, String where) {
        try {
            return constructor.newInstance(values);
        } catch (InvocationTargetException e) {
            throw error(record + " refuses " + where + ": " + e.getCause(), e.getCause());
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    private AppKitException unfit(String component, String problem, @Nullable Throwable cause) {
        return error(record + ", component " + component + ": " + problem, cause);
    }

    private static AppKitException error(String message, @Nullable Throwable cause) {
        return new AppKitException(
                ErrorKind.SERVER, ErrorKind.SERVER.status(), message, "Query execution failed", null, cause);
    }
}
