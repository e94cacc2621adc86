package io.appkit.analytics.rows;

import io.appkit.analytics.arrow.ResultColumn;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Rows as maps from column to text. */
public final class RowMaps implements RowForm<Map<String, @Nullable String>> {

    @Override
    public RowMapping<Map<String, @Nullable String>> of(List<ResultColumn> columns, String what) {
        List<String> names = names(columns);
        return (cells, number) -> {
            Map<String, @Nullable String> row = new LinkedHashMap<>();
            for (int i = 0; i < names.size(); i++) {
                row.put(names.get(i), i < cells.size() ? cells.get(i) : null);
            }
            return Collections.unmodifiableMap(row);
        };
    }

    private static List<String> names(List<ResultColumn> columns) {
        Set<String> names = new LinkedHashSet<>();
        for (int i = 0; i < columns.size(); i++) {
            String name = columns.get(i).name();
            String given = name.isEmpty() ? "column_" + i : name;
            names.add(names.contains(given) ? given + "_" + (i + 1) : given);
        }
        return new ArrayList<>(names);
    }
}
