package io.appkit.shell;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * How wide the columns of a table are.
 *
 * @param names headers
 * @param fixed for each column whether it must not be narrower than its contents
 * @param rows texts of the cells
 */
record ColumnWidths(List<String> names, List<Boolean> fixed, List<List<String>> rows) {

    /** Enough for a date. */
    private static final int LEAST = 10;

    private static final int SEPARATOR = " | ".length();

    /**
     * The widths of a table that fits, with as little taken from its widest columns as possible.
     *
     * @param width of the terminal; 0 for any
     * @return empty if it cannot fit
     */
    Optional<int[]> within(int width) {
        int[] widths = natural();
        if (width == 0) {
            return Optional.of(widths);
        }
        int excess = Arrays.stream(widths).sum() + SEPARATOR * (widths.length - 1) - width;
        for (; excess > 0; excess--) {
            int widest = widestOf(widths);
            if (widest < 0) {
                return Optional.empty();
            }
            widths[widest]--;
        }
        return Optional.of(widths);
    }

    private int[] natural() {
        int[] widths = names.stream().mapToInt(String::length).toArray();
        for (List<String> row : rows) {
            for (int i = 0; i < widths.length; i++) {
                widths[i] = Math.max(widths[i], row.get(i).length());
            }
        }
        return widths;
    }

    /** The column from which to take next, or -1. */
    private int widestOf(int[] widths) {
        int widest = -1;
        for (int i = 0; i < widths.length; i++) {
            if (!fixed.get(i) && widths[i] > (widest < 0 ? LEAST : widths[widest])) {
                widest = i;
            }
        }
        return widest;
    }
}
