package io.appkit.shell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.appkit.api.analytics.Column;
import io.appkit.api.analytics.SqlParameter;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class QueryRunTest {

    private static final List<Column> COLUMNS = List.of(
            new Column("day", "DATE"),
            new Column("customer", "STRING"),
            new Column("revenue", "DECIMAL(18,2)"),
            new Column("orders", "bigint"));

    private static final List<List<String>> ROWS = List.of(
            List.of("1997-12-31", "Customer#000000101", "110110.69", "7"),
            Arrays.asList(null, "NULL", null, "1200"),
            List.of("1997-12-29", "\u001b[31mred\nline", "0.50", "-3"));

    private final Screen screen = new Screen();
    private final AtomicLong nanos = new AtomicLong();

    private FixedAnalytics run(int width, FixedAnalytics analytics, int limit, String key, String... values) {
        new QueryRun(analytics, () -> nanos.getAndAdd(34_900_000), screen.console(width, false))
                .run(key, List.of(values), limit, false);
        assertThat(analytics.closed).isTrue();
        return analytics;
    }

    private static FixedAnalytics result(List<List<String>> rows) {
        return new FixedAnalytics(COLUMNS, rows.stream().map(QueryRunTest::row).toList());
    }

    private static Map<String, String> row(List<String> cells) {
        Map<String, String> row = new LinkedHashMap<>();
        for (int i = 0; i < cells.size(); i++) {
            row.put(COLUMNS.get(i).name(), cells.get(i));
        }
        return row;
    }

    @Test
    void rowsAreATable() {
        run(100, result(ROWS), 100, "kpis");

        assertThat(screen.text()).isEqualTo("""
                        day        | customer            |   revenue | orders
                        -----------+---------------------+-----------+-------
                        1997-12-31 | Customer#000000101  | 110110.69 |      7
                        NULL       | 'NULL'              |      NULL |   1200
                        1997-12-29 | \\u001b[31mred\\nline |      0.50 |     -3
                        3 rows, 34 ms
                        """);
    }

    @Test
    void rowsAreObjectsForScripts() {
        Map<String, String> row = new LinkedHashMap<>();
        row.put("a", "1");
        row.put("a_2", null);
        FixedAnalytics analytics = new FixedAnalytics(List.of(), List.of(row, row));

        new QueryRun(analytics, () -> 0, screen.console(100, false)).run("kpis", List.of(), 1, true);

        assertThat(screen.text()).isEqualToIgnoringWhitespace("[ { \"a\" : \"1\", \"a_2\" : null } ]");
    }

    @Test
    void textsAreShortenedUntilTheTableFits() {
        run(44, result(ROWS), 100, "kpis");

        assertThat(screen.text()).isEqualTo("""
                        day        | customer   |   revenue | orders
                        -----------+------------+-----------+-------
                        1997-12-31 | Custome... | 110110.69 |      7
                        NULL       | 'NULL'     |      NULL |   1200
                        1997-12-29 | \\u001b[... |      0.50 |     -3
                        3 rows, 34 ms
                        """);
    }

    @Test
    void whatFitsInNoTableIsShownRecordByRecord() {
        run(43, result(ROWS.subList(0, 2)), 100, "kpis");

        assertThat(screen.text()).isEqualTo("""
                        day       1997-12-31
                        customer  Customer#000000101
                        revenue   110110.69
                        orders    7

                        day       NULL
                        customer  'NULL'
                        revenue   NULL
                        orders    1200

                        2 rows, 34 ms
                        """);
    }

    @Test
    void atMostTheLimitIsShown() {
        run(100, result(Collections.nCopies(250, ROWS.get(0))), 1, "kpis");

        assertThat(screen.text()).isEqualTo("""
                        day        | customer           |   revenue | orders
                        -----------+--------------------+-----------+-------
                        1997-12-31 | Customer#000000101 | 110110.69 |      7
                        250 rows, 34 ms, the first 1 shown (-n <rows> before the query shows more)
                        """);
    }

    @Test
    void noRowLeavesTheHeader() {
        run(0, result(List.of()), 100, "kpis");

        assertThat(screen.text()).isEqualTo("""
                        day | customer | revenue | orders
                        ----+----------+---------+-------
                        0 rows, 34 ms
                        """);
    }

    @Test
    void noColumnLeavesTheCount() {
        run(80, new FixedAnalytics(List.of(), List.of(Map.of())), 100, "kpis");

        assertThat(screen.text()).isEqualTo("1 row, 34 ms\n");
    }

    @Test
    void valuesAreSentWithTheTypesOfTheQuery() {
        FixedAnalytics analytics = run(80, result(ROWS), 100, "sales", "region=ALL", "day=1997-01-01");

        assertThat(analytics.asked)
                .isEqualTo(Map.of("region", SqlParameter.of("ALL"), "day", new SqlParameter("DATE", "1997-01-01")));
    }

    @Test
    void whatIsWrongIsSaidBeforeTheQueryRuns() {
        assertThatThrownBy(() -> run(80, result(ROWS), 100, "sale"))
                .hasMessage("There is no query 'sale', only kpis, sales");
        assertThatThrownBy(() -> run(80, result(ROWS), 0, "kpis")).hasMessage("--limit must be at least 1: 0");
        assertThatThrownBy(() -> run(80, result(ROWS), 100, "sales", "region=ALL"))
                .hasMessage("Query 'sales' also needs day=<DATE>");
        assertThat(screen.text()).isEmpty();
    }
}
