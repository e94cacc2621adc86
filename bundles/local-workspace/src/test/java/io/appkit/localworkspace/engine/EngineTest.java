package io.appkit.localworkspace.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.appkit.localworkspace.sql.SqlFailure;
import io.appkit.localworkspace.sql.StatementParameter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class EngineTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Engine ENGINE = new Engine(0.001);

    @AfterAll
    static void close() {
        ENGINE.close();
    }

    private static QueryResult run(Engine engine, String sql, StatementParameter... parameters) throws SqlFailure {
        return engine.run(
                new Query(
                        sql,
                        List.of(parameters),
                        null,
                        null,
                        Long.MAX_VALUE,
                        Long.MAX_VALUE,
                        Packing.INLINE_JSON,
                        "ada@example.com",
                        Set.of()),
                new Interrupt());
    }

    private static List<String> row(Engine engine, String sql, StatementParameter... parameters) throws Exception {
        List<String> cells = new ArrayList<>();
        JSON.readTree(text(run(engine, sql, parameters)))
                .get(0)
                .forEach(cell -> cells.add(cell.isNull() ? null : cell.asText()));
        return cells;
    }

    static String text(QueryResult result) {
        return ((ChunkBytes.InMemory) result.chunks().get(0).content()).text();
    }

    private static List<String> row(String sql, StatementParameter... parameters) throws Exception {
        return row(ENGINE, sql, parameters);
    }

    private static StatementParameter parameter(String type, String value) {
        return new StatementParameter("p", type, value);
    }

    private static String type(String sql) throws SqlFailure {
        return run(ENGINE, sql).columns().get(0).type().text();
    }

    @Test
    void parametersHaveTheirTypes() throws Exception {
        assertThat(row("SELECT :p + 1", parameter("INT", "41"))).containsExactly("42");
        assertThat(row("SELECT :p", parameter("BIGINT", "9007199254740993"))).containsExactly("9007199254740993");
        assertThat(row("SELECT :p", parameter("DECIMAL(10,2)", "1.5"))).containsExactly("1.50");
        assertThat(row("SELECT :p", parameter("DOUBLE", "1.5"))).containsExactly("1.5");
        assertThat(row("SELECT :p", parameter("BOOLEAN", "TRUE"))).containsExactly("true");
        assertThat(row("SELECT :p", parameter("DATE", "2026-01-31"))).containsExactly("2026-01-31");
        assertThat(row("SELECT :p", parameter("TIMESTAMP", "2026-01-31T10:00:00.123456+02:00")))
                .containsExactly("2026-01-31T08:00:00.123Z");
        assertThat(row("SELECT :p", parameter("TIMESTAMP", "2026-01-31 10:00:00")))
                .containsExactly("2026-01-31T10:00:00.000Z");
        assertThat(row("SELECT :p, :p", parameter(null, "it's"))).containsExactly("it's", "it's");
        assertThat(row("SELECT :p IS NULL", parameter("INT", null))).containsExactly("true");
        assertThat(row("SELECT count(*) FROM (SELECT * FROM samples.tpch.region LIMIT :p)", parameter("INT", "2")))
                .containsExactly("2");
    }

    @Test
    void valuesThatDoNotFitTheirTypeFail() {
        for (String[] wrong : new String[][] {
            {"INT", "abc"},
            {"INT", "3000000000"},
            {"DATE", "2026-13-01"},
            {"BOOLEAN", "maybe"},
            {"DECIMAL(3,1)", "123.4"},
            {"DOUBLE", "x"},
            {"TIMESTAMP", "soon"}
        }) {
            assertThatThrownBy(() -> run(ENGINE, "SELECT :p", parameter(wrong[0], wrong[1])))
                    .as(Arrays.toString(wrong))
                    .hasMessageContaining("CAST_INVALID_INPUT")
                    .hasMessageContaining(wrong[1]);
        }
        assertThatThrownBy(() -> run(ENGINE, "SELECT :p", parameter("WHATEVER", "1")))
                .hasMessageContaining("UNSUPPORTED_DATATYPE");
        assertThatThrownBy(() -> run(ENGINE, "SELECT 1 LIMIT :p", parameter("BIGINT", "1")))
                .hasMessageContaining("INVALID_LIMIT_LIKE_EXPRESSION");
    }

    @Test
    void parametersInsideStringsCommentsAndCastsAreNone() throws Exception {
        assertThat(row("SELECT ':a', \":b\", '2026-01-01'::date AS `:c` /* :d /* :e */ */ -- :f\n"))
                .containsExactly(":a", ":b", "2026-01-01");
        assertThatThrownBy(() -> run(ENGINE, "SELECT :a")).hasMessageContaining("unbound parameter: a");
    }

    @Test
    void stringsAreReadAsDatabricksWritesThem() throws Exception {
        assertThat(row("SELECT 'a\\'b', \"double\", 'a\\nb', r'a\\n', 'it''s', 'x' 'y'"))
                .containsExactly("a'b", "double", "a\nb", "a\\n", "it's", "xy");
    }

    @Test
    void cellsHaveTheTextOfTheApi() throws Exception {
        assertThat(row("SELECT 1.50, true, DATE '2026-01-31', TIMESTAMP '2026-01-31 10:00:00', NULL, 1.5D, 2L"))
                .containsExactly("1.50", "true", "2026-01-31", "2026-01-31T10:00:00.000Z", null, "1.5", "2");
        assertThat(row("SELECT array('a', NULL), named_struct('a', 1, 'b', array('x')), X'6869'"))
                .containsExactly("[\"a\",null]", "{\"a\":1,\"b\":[\"x\"]}", "aGk=");
        assertThat(type("SELECT sum(o_totalprice) FROM samples.tpch.orders")).isEqualTo("DECIMAL(28,2)");
        assertThat(type("SELECT named_struct('a', array(1), 'b', 'x')")).isEqualTo("STRUCT<a: ARRAY<INT>, b: STRING>");
        assertThatThrownBy(() -> run(ENGINE, "SELECT INTERVAL 1 DAY")).hasMessageContaining("INTERVAL");
    }

    @Test
    void functionsMeanWhatTheyMeanOnDatabricks() throws Exception {
        assertThat(row("SELECT dayofweek(DATE '2024-01-07'), weekday(DATE '2024-01-07'), concat('a', NULL),"
                        + " datediff('2024-01-03', '2024-01-01'), trunc(DATE '2024-02-03', 'MM'), nvl(NULL, 1),"
                        + " monthname(DATE '2024-01-01'), date_trunc('month', DATE '2024-02-03'), 1 <=> NULL"))
                .containsExactly("1", "6", null, "2", "2024-02-01", "1", "Jan", "2024-02-01T00:00:00.000Z", "false");
        for (String refused : List.of("array(1)[0]", "size(array(1))", "extract(EPOCH FROM DATE '2024-01-07')")) {
            assertThatThrownBy(() -> run(ENGINE, "SELECT " + refused))
                    .as(refused)
                    .hasMessageContaining("not available in the local workspace");
        }
    }

    @Test
    void tablesCanBeMadeInTheDefaultSchema() throws Exception {
        assertThat(run(ENGINE, "CREATE TABLE notes (id INT, text STRING)").columns())
                .isEmpty();
        assertThat(row("INSERT INTO workspace.default.notes VALUES (1, 'a'), (2, 'b')"))
                .containsExactly("2", "2");
        assertThat(row("SELECT count(*) FROM notes")).containsExactly("2");
    }

    @Test
    void typesAreLearntAnewWhenATableIsReplaced() throws Exception {
        for (String[] typeAndHalf : new String[][] {{"INT", "1.5"}, {"DECIMAL(5,1)", "1.500000"}, {"DOUBLE", "1.5"}}) {
            run(ENGINE, "CREATE OR REPLACE TABLE halved (whole " + typeAndHalf[0] + ")");
            run(ENGINE, "INSERT INTO halved VALUES (3)");
            for (int i = 0; i < 2; i++) {
                assertThat(row("SELECT whole / 2 FROM halved")).containsExactly(typeAndHalf[1]);
            }
        }
    }

    @Test
    void columnsAreNamedAsOnDatabricks() throws Exception {
        assertThat(run(
                                ENGINE,
                                "SELECT R_Name, r_regionkey + 1, count(*), sum(r_regionkey) / 2, upper(r_name), 'x', 1.5,"
                                        + " CAST(r_regionkey AS STRING), r.r_comment FROM samples.tpch.region r GROUP BY ALL")
                        .columns())
                .extracting(Column::name)
                .containsExactly(
                        "R_Name",
                        "(r_regionkey + 1)",
                        "count(1)",
                        "(sum(r_regionkey) / 2)",
                        "upper(r_name)",
                        "x",
                        "1.5",
                        "CAST(r_regionkey AS STRING)",
                        "r_comment");
    }

    @Test
    void describeQueryTellsTheColumns() throws Exception {
        assertThat(row(
                        "DESCRIBE QUERY SELECT o_totalprice FROM samples.tpch.orders WHERE o_orderkey = :p",
                        parameter("BIGINT", "1")))
                .containsExactly("o_totalprice", "decimal(18,2)", null);
    }

    @Test
    void theSampleDataHasTheRowCountsOfItsScale() throws Exception {
        assertThat(row("SELECT (SELECT count(*) FROM samples.tpch.region), (SELECT count(*) FROM samples.tpch.nation),"
                        + " (SELECT count(*) FROM samples.tpch.supplier), (SELECT count(*) FROM samples.tpch.part),"
                        + " (SELECT count(*) FROM samples.tpch.partsupp), (SELECT count(*) FROM samples.tpch.customer),"
                        + " (SELECT count(*) FROM samples.tpch.orders),"
                        + " (SELECT count(*) BETWEEN 5500 AND 6500 FROM samples.tpch.lineitem)"))
                .containsExactly("5", "25", "10", "200", "800", "150", "1500", "true");
    }

    @Test
    void theSampleDatasValuesAreIndependentOfEachOther() throws Exception {
        assertThat(row("SELECT count(DISTINCT (c_mktsegment, n_regionkey)) FROM samples.tpch.customer"
                        + " JOIN samples.tpch.nation ON n_nationkey = c_nationkey"))
                .containsExactly("25");
        assertThat(row("SELECT count(DISTINCT (l_shipmode, l_shipinstruct)) FROM samples.tpch.lineitem"))
                .containsExactly("28");
    }

    @Test
    void theSampleDataIsConsistent() throws Exception {
        assertThat(row("SELECT count(*) FROM samples.tpch.orders LEFT ANTI JOIN samples.tpch.customer"
                        + " ON c_custkey = o_custkey"))
                .containsExactly("0");
        assertThat(row("SELECT count(*) FROM samples.tpch.lineitem LEFT ANTI JOIN samples.tpch.partsupp"
                        + " ON ps_partkey = l_partkey AND ps_suppkey = l_suppkey"))
                .containsExactly("0");
        assertThat(row("SELECT count(*) FROM samples.tpch.lineitem LEFT ANTI JOIN samples.tpch.orders"
                        + " ON o_orderkey = l_orderkey"))
                .containsExactly("0");
        assertThat(row("SELECT count(*), count(DISTINCT (ps_partkey, ps_suppkey)) FROM samples.tpch.partsupp"))
                .containsExactly("800", "800");
        assertThat(row("SELECT count(*) FROM samples.tpch.orders JOIN (SELECT l_orderkey,"
                        + " sum(round(l_extendedprice * (1 + l_tax) * (1 - l_discount), 2)) AS total"
                        + " FROM samples.tpch.lineitem GROUP BY l_orderkey) AS t ON l_orderkey = o_orderkey"
                        + " WHERE total <> o_totalprice"))
                .containsExactly("0");
        assertThat(row("SELECT min(o_orderdate) >= DATE '1992-01-01' AND max(o_orderdate) <= DATE '1998-08-02'"
                        + " FROM samples.tpch.orders"))
                .containsExactly("true");
    }

    @Test
    void theSampleDataIsTheSameEveryTime() throws Exception {
        String checksum = "SELECT (SELECT sum(o_totalprice * (o_custkey % 97)) FROM samples.tpch.orders),"
                + " (SELECT sum(l_quantity * (l_partkey % 89)) FROM samples.tpch.lineitem),"
                + " (SELECT max(c_phone) FROM samples.tpch.customer)";
        try (Engine again = new Engine(0.001)) {
            assertThat(row(again, checksum)).isEqualTo(row(checksum));
        }
    }
}
