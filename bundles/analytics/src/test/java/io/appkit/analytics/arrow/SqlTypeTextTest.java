package io.appkit.analytics.arrow;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SqlTypeTextTest {

    private static String read(String typeText) {
        return SqlTypeText.field("c", typeText).toString();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "BOOLEAN                  | Bool",
                "TINYINT                  | Int(8, true)",
                "SMALLINT                 | Int(16, true)",
                "int                      | Int(32, true)",
                "BIGINT                   | Int(64, true)",
                "FLOAT                    | FloatingPoint(SINGLE)",
                "DOUBLE                   | FloatingPoint(DOUBLE)",
                "DECIMAL(38,18)           | Decimal(38, 18, 128)",
                "DECIMAL(5)               | Decimal(5, 0, 128)",
                "DECIMAL                  | Decimal(10, 0, 128)",
                "DATE                     | Date(DAY)",
                "TIMESTAMP                | Timestamp(MICROSECOND, UTC)",
                "TIMESTAMP_NTZ            | Timestamp(MICROSECOND, null)",
                "BINARY                   | Binary",
                "VOID                     | Null",
                "INTERVAL YEAR TO MONTH   | Interval(YEAR_MONTH)",
                "INTERVAL MONTH           | Interval(YEAR_MONTH)",
                "INTERVAL DAY TO SECOND   | Duration(MICROSECOND)",
                "INTERVAL HOUR            | Duration(MICROSECOND)",
                "STRING                   | Utf8",
                "STRING COLLATE UTF8_LCASE | Utf8",
                "VARCHAR(20)              | Utf8",
                "CHAR(1)                  | Utf8",
            })
    void scalarsAreTheTypesThatWarehousesSend(String typeText, String arrow) {
        assertThat(read(typeText)).isEqualTo("c: " + arrow);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "ARRAY<INT>                    | List<element: Int(32, true)>",
                "ARRAY<ARRAY<DECIMAL(4,1)>>    | List<element: List<element: Decimal(4, 1, 128)>>",
                "ARRAY<GEOGRAPHY(4326)>        | List<element: Utf8>",
                "MAP<STRING, DATE>             | Map(false)<entries: Struct<key: Utf8 not null, value: Date(DAY)> not null>",
                "STRUCT<>                      | Struct",
                "STRUCT<a: INT, b: ARRAY<STRING>> | Struct<a: Int(32, true), b: List<element: Utf8>>",
                "STRUCT<a:INT NOT NULL,`b ``: c`: INTERVAL DAY TO SECOND> "
                        + "| Struct<a: Int(32, true) not null, b `: c: Duration(MICROSECOND)>",
            })
    void nestedTypesHaveTheirParts(String typeText, String arrow) {
        assertThat(read(typeText)).isEqualTo("c: " + arrow);
    }

    @Test
    void commentsOfMembersAreSkipped() {
        assertThat(
                        read(
                                "STRUCT<a: INT COMMENT 'it''s, <b>: \\'x\\'', b: STRING COLLATE UNICODE_CI NOT NULL COMMENT \"y\">"))
                .isEqualTo("c: Struct<a: Int(32, true), b: Utf8 not null>");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "GEO",
                "VARIANT",
                "OBJECT",
                "GEOMETRY(ANY)",
                "GEOMETRY(4326, 2)",
                "DECIMAL(39,1)",
                "DECIMAL(5,6)",
                "DECIMAL(0)",
                "INTERVAL",
                "INTERVAL WEEK",
                "ARRAY",
                "ARRAY<",
                "ARRAY<INT",
                "ARRAY<INT>>",
                "MAP<INT>",
                "STRUCT<a INT>",
                "STRUCT<a: INT b: INT>",
                "INT INT",
                "<",
            })
    void whatIsNotKnownIsText(String typeText) {
        assertThat(read(typeText)).isEqualTo("c: Utf8");
    }

    @Test
    void whatIsNestedWithoutEndIsText() {
        assertThat(read("ARRAY<".repeat(10_000) + "INT" + ">".repeat(10_000))).isEqualTo("c: Utf8");
        assertThat(read("ARRAY<".repeat(40) + "INT" + ">".repeat(40))).isEqualTo("c: Utf8");
        assertThat(read("`".repeat(1_000_000))).isEqualTo("c: Utf8");
        assertThat(read("STRUCT<`" + "x".repeat(60_000))).isEqualTo("c: Utf8");
    }
}
