package io.appkit.analytics.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ParameterTypesTest {

    @Test
    void parametersComeInOrderOfAppearanceWithTheTypesOfTheirAnnotations() {
        QueryText query = QueryText.of("""
                -- Orders of a period.
                -- @param to_date DATE = 1998-01-01
                -- @param top INT
                SELECT * FROM orders WHERE region = :region AND day < :to_date OR :region = 'ALL' LIMIT :top
                """);

        assertThat(ParameterTypes.of(query))
                .containsExactly(entry("region", "STRING"), entry("to_date", "DATE"), entry("top", "INT"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "-- @param x BIGINT | BIGINT",
                "--@PARAM x bigint=7 | BIGINT",
                "SELECT 1 -- @param x DOUBLE | DOUBLE",
                "-- @param x DECIMAL(10, 2) = 1.50 | DECIMAL(10, 2)",
                "-- @param x timestamp_ntz | TIMESTAMP_NTZ",
                "-- @param x BINARY | STRING",
                "-- @param x the day to begin with | STRING",
                "-- @param x DATES | STRING",
                "-- @param y DATE | STRING",
                "@param x DATE | STRING"
            })
    void anythingButAnAnnotationLeavesAText(String line, String type) {
        assertThat(ParameterTypes.of(QueryText.of(line + "\nSELECT :x"))).containsExactly(entry("x", type));
    }

    @Test
    void whatIsNotAskedForIsNoParameter() {
        QueryText query = QueryText.of("-- @param day DATE\nSELECT :workspaceId -- AND day = :day");

        assertThat(ParameterTypes.of(query)).isEmpty();
    }
}
