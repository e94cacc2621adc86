package io.appkit.shell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import io.appkit.api.AppKitException;
import io.appkit.api.analytics.SqlParameter;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AssignmentsTest {

    private static Map<String, SqlParameter> read(Map<String, String> declared, String... arguments) {
        return new Assignments("sales", new TreeMap<>(declared)).read(List.of(arguments));
    }

    @Test
    void aValueHasTheDeclaredType() {
        assertThat(read(Map.of("region", "STRING", "from_date", "DATE"), "region=EUROPE", "from_date=1997-01-01"))
                .containsExactly(
                        entry("region", SqlParameter.of("EUROPE")),
                        entry("from_date", new SqlParameter("DATE", "1997-01-01")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a=b", "=", "x:y", "12:00:INT=5", " two  words ", "line\nbreak", "-1"})
    void aValueIsTakenAsItIs(String value) {
        assertThat(read(Map.of("v", "STRING"), "v=" + value)).containsEntry("v", SqlParameter.of(value));
    }

    @Test
    void aTypeCanBeGiven() {
        assertThat(read(Map.of("top", "STRING", "price", "STRING"), "top:INT=25", "price:DECIMAL(10,2)=1.50"))
                .containsExactly(
                        entry("top", new SqlParameter("INT", "25")),
                        entry("price", new SqlParameter("DECIMAL(10,2)", "1.50")));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "region | 'region' is not of the form name=value",
                "=x | '=x' is not of the form name=value",
                "a b=x | 'a b=x' is not of the form name=value",
                "-n | '-n' is not of the form name=value; options come before the query",
                "-n=5 | '-n=5' is not of the form name=value; options come before the query",
                "regio=x | Query 'sales' has no parameter regio, only from_date, region",
                "region:=x | '', given for region, is not a SQL type",
                "region:INT()=x | 'INT()', given for region, is not a SQL type",
                "region=x | Query 'sales' also needs from_date=<DATE>"
            })
    void aWrongArgumentIsNamed(String argument, String message) {
        assertThatThrownBy(() -> read(Map.of("region", "STRING", "from_date", "DATE"), argument))
                .isInstanceOf(AppKitException.class)
                .hasMessage(message);
    }

    @Test
    void twoValuesForOneNameAreOneTooMany() {
        assertThatThrownBy(() -> read(Map.of("region", "STRING"), "region=a", "region=a"))
                .hasMessage("Two values for region");
    }

    @Test
    void aQueryWithoutParametersTakesNoValues() {
        assertThat(read(Map.of())).isEmpty();
        assertThatThrownBy(() -> read(Map.of(), "region=a")).hasMessage("Query 'sales' has no parameters");
    }
}
