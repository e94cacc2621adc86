package io.appkit.shell;

import io.appkit.api.analytics.Column;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.karaf.shell.support.table.Col;
import org.apache.karaf.shell.support.table.ShellTable;
import org.jspecify.annotations.Nullable;

/**
 * Shows the rows of a result: as a table, in which long texts are shortened where the terminal is too narrow; or, where
 * that does not help, column by column. Numbers and dates are never shortened.
 */
final class QueryTable {

    private static final String NULL = "NULL";

    private static final Set<String> NUMBERS = Set.of(
            "TINYINT",
            "BYTE",
            "SMALLINT",
            "SHORT",
            "INT",
            "INTEGER",
            "BIGINT",
            "LONG",
            "FLOAT",
            "REAL",
            "DOUBLE",
            "DECIMAL",
            "NUMERIC");

    private final Console console;

    QueryTable(Console console) {
        this.console = console;
    }

    /**
     * Prints rows and a summary.
     *
     * @param shown the first rows, each with one value per column
     * @param count of all rows
     */
    void print(List<Column> columns, List<Map<String, @Nullable String>> shown, long count, long millis) {
        List<String> names =
                columns.stream().map(column -> Text.visible(column.name())).toList();
        List<Boolean> numbers = columns.stream().map(QueryTable::isNumber).toList();
        List<List<String>> rows = shown.stream().map(QueryTable::texts).toList();
        if (!names.isEmpty()) {
            Optional<int[]> widths = new ColumnWidths(names, numbers, rows).within(console.width());
            widths.ifPresentOrElse(fit -> table(names, numbers, rows, fit), () -> records(names, rows));
        }
        console.out().println(summary(count, rows.size(), millis));
    }

    private void table(List<String> names, List<Boolean> numbers, List<List<String>> rows, int[] widths) {
        ShellTable table = new ShellTable();
        for (int i = 0; i < widths.length; i++) {
            Col column = table.column(Text.shorten(names.get(i), widths[i]));
            if (numbers.get(i)) {
                column.alignRight();
            }
        }
        for (List<String> row : rows) {
            List<Object> cells = new ArrayList<>();
            for (int i = 0; i < widths.length; i++) {
                cells.add(Text.shorten(row.get(i), widths[i]));
            }
            table.addRow().addContent(cells);
        }
        table.print(console.out());
    }

    private void records(List<String> names, List<List<String>> rows) {
        for (List<String> row : rows) {
            Labelled.print(console, names, row);
            console.out().println();
        }
    }

    private static String summary(long rows, int shown, long millis) {
        return rows + (rows == 1 ? " row, " : " rows, ") + millis + " ms"
                + (rows > shown ? ", the first " + shown + " shown (-n <rows> before the query shows more)" : "");
    }

    private static List<String> texts(Map<String, @Nullable String> row) {
        return row.values().stream().map(QueryTable::text).toList();
    }

    /** A text that reads like NULL is quoted. */
    private static String text(@Nullable String cell) {
        if (cell == null) {
            return NULL;
        }
        return cell.equals(NULL) ? "'" + NULL + "'" : Text.visible(cell);
    }

    private static boolean isNumber(Column column) {
        return NUMBERS.contains(column.type().replaceFirst("\\(.*", "").toUpperCase(Locale.ROOT));
    }
}
