package io.appkit.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TypedQueryTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                "query sales _ | day region",
                "appkit:query -n 5 sales _ | day region",
                "query --limit 5 sales _ | day region",
                "query --limit=5 sales re | day region",
                "query sales region=ALL _ | day",
                "query sales day:DATE=1997-01-01 _ | region",
                "query sales region=ALL day=1997-01-01 _ | -",
                "query kpis _ | -",
                "query nope _ | -",
                "query -n | -",
                "query | -"
            })
    void parametersWithoutAValueAreOpen(String line, String open) {
        List<String> words = List.of(line.replace("_", "").split(" ", -1));

        assertThat(new TypedQuery(words)
                        .open(new FixedAnalytics(List.of(), List.of()))
                        .keySet())
                .containsExactlyElementsOf(open == null ? List.of() : List.of(open.split(" ")));
    }
}
