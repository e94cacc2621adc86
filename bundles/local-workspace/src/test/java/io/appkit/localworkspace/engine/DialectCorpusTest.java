package io.appkit.localworkspace.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.appkit.localworkspace.sql.SqlFailure;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Every statement of dialect-corpus.txt has the types and values it has on Databricks, or is refused by name. */
class DialectCorpusTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Engine ENGINE = new Engine(0.001);

    @AfterAll
    static void close() {
        ENGINE.close();
    }

    @TestFactory
    Stream<DynamicTest> meansWhatItMeansOnDatabricks() throws Exception {
        List<String> lines;
        try (InputStream in = DialectCorpusTest.class.getResourceAsStream("dialect-corpus.txt")) {
            lines = new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .toList();
        }
        List<DynamicTest> tests = new ArrayList<>();
        for (int i = 0; i + 1 < lines.size(); ) {
            String statement = lines.get(i);
            String expected = lines.get(i + 1);
            if (expected.startsWith("! ")) {
                tests.add(DynamicTest.dynamicTest(statement, () -> refused(statement, expected.substring(2))));
                i += 2;
            } else {
                String values = lines.get(i + 2);
                assertThat(expected).startsWith("= ");
                assertThat(values).startsWith("> ");
                tests.add(DynamicTest.dynamicTest(
                        statement, () -> answered(statement, expected.substring(2), values.substring(2))));
                i += 3;
            }
        }
        return tests.stream();
    }

    private static QueryResult run(String statement) throws SqlFailure {
        Query query = new Query(
                statement,
                List.of(),
                null,
                null,
                Long.MAX_VALUE,
                Long.MAX_VALUE,
                Packing.INLINE_JSON,
                "ada@example.com",
                Set.of());
        return ENGINE.run(query, new Interrupt());
    }

    private static void refused(String statement, String reason) {
        assertThatThrownBy(() -> run(statement)).isInstanceOf(SqlFailure.class).hasMessageContaining(reason);
    }

    private static void answered(String statement, String types, String values) throws Exception {
        QueryResult result = run(statement);
        List<String> cells = new ArrayList<>();
        for (JsonNode cell : JSON.readTree(EngineTest.text(result)).get(0)) {
            cells.add(cell.isNull() ? "NULL" : cell.asText());
        }
        assertThat(result.columns().stream().map(column -> column.type().text()))
                .containsExactly(types.split(" \\| "));
        assertThat(cells).containsExactly(values.split(" \\| ", -1));
    }
}
