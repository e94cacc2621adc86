package io.appkit.analytics.rows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.appkit.analytics.arrow.ResultColumn;
import io.appkit.api.AppKitException;
import io.appkit.api.ErrorKind;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RowRecordsTest {

    private enum Colour {
        RED,
        GREEN
    }

    private record Everything(
            String text,
            boolean flag,
            byte tiny,
            short small,
            int number,
            long big,
            float real,
            double wide,
            BigDecimal price,
            BigInteger whole,
            LocalDate day,
            LocalDateTime localTime,
            Instant time,
            Colour colour) {}

    private record Nullable(String text, Integer number, Optional<Long> count, Optional<Colour> colour) {}

    private record Sale(String region, int orders, Colour colour, Instant soldAt) {

        Sale {
            if (orders < 0) {
                throw new IllegalArgumentException("orders must not be negative");
            }
        }
    }

    private static List<ResultColumn> columns(String... names) {
        return Arrays.stream(names)
                .map(name -> new ResultColumn(name, "STRING", "STRING"))
                .toList();
    }

    private static <T extends Record> T map(Class<T> type, List<ResultColumn> columns, String... cells) {
        return new RowRecords<>(type).of(columns, "query 'q'").map(Arrays.asList(cells), 7);
    }

    @Test
    void everyTypeIsReadAsTheWarehouseWritesIt() {
        Everything row = map(
                Everything.class,
                columns(
                        "text",
                        "flag",
                        "tiny",
                        "small",
                        "number",
                        "big",
                        "real",
                        "wide",
                        "price",
                        "whole",
                        "day",
                        "local_time",
                        "time",
                        "colour"),
                "a text",
                "true",
                "-1",
                "2",
                "3",
                "4000000000",
                "1.5",
                "2.5E10",
                "10.50",
                "12345678901234567890",
                "1997-01-31",
                "1997-01-31T10:00:00.000",
                "1997-01-31T10:00:00.000Z",
                "GREEN");
        assertThat(row)
                .isEqualTo(new Everything(
                        "a text",
                        true,
                        (byte) -1,
                        (short) 2,
                        3,
                        4_000_000_000L,
                        1.5f,
                        2.5e10,
                        new BigDecimal("10.50"),
                        new BigInteger("12345678901234567890"),
                        LocalDate.of(1997, 1, 31),
                        LocalDateTime.of(1997, 1, 31, 10, 0),
                        Instant.parse("1997-01-31T10:00:00Z"),
                        Colour.GREEN));
    }

    @Test
    void nullIsNullOrEmpty() {
        List<ResultColumn> columns = columns("text", "number", "count", "colour");
        assertThat(map(Nullable.class, columns, null, null, null, null))
                .isEqualTo(new Nullable(null, null, Optional.empty(), Optional.empty()));
        assertThat(map(Nullable.class, columns, "", "1", "2", "RED"))
                .isEqualTo(new Nullable("", 1, Optional.of(2L), Optional.of(Colour.RED)));
    }

    @Test
    void columnsAreFoundByNameInAnyOrderAndSpelling() {
        List<ResultColumn> columns = columns("SOLD_AT", "unused", "Orders", "colour", "region");
        assertThat(map(Sale.class, columns, "1997-01-31 10:00:00+01:00", "x", "3", "RED", "ASIA"))
                .isEqualTo(new Sale("ASIA", 3, Colour.RED, Instant.parse("1997-01-31T09:00:00Z")));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "null",
            value = {
                "abc|RED|1997-01-31T10:00:00Z|component orders: column 'orders' (STRING) in row 7 of query 'q' is 'abc', not an int",
                "null|RED|1997-01-31T10:00:00Z|component orders: column 'orders' (STRING) in row 7 of query 'q' is NULL, which a int cannot be",
                "1|BLUE|1997-01-31T10:00:00Z|component colour: column 'colour' (STRING) in row 7 of query 'q' is 'BLUE', not one of [RED, GREEN]",
                "1|RED|1997-01-31T10:00:00|component soldAt: column 'sold_at' (STRING) in row 7 of query 'q' is '1997-01-31T10:00:00', not a timestamp with offset",
            })
    void aCellThatDoesNotFitIsNamedWithRecordComponentColumnAndValue(
            String orders, String colour, String time, String problem) {
        assertThatThrownBy(() ->
                        map(Sale.class, columns("region", "orders", "colour", "sold_at"), "ASIA", orders, colour, time))
                .isInstanceOfSatisfying(AppKitException.class, error -> {
                    assertThat(error.kind()).isEqualTo(ErrorKind.SERVER);
                    assertThat(error.clientMessage()).isEqualTo("Query execution failed");
                })
                .hasMessage("Record Sale, " + problem);
    }

    @Test
    void aRecordThatRefusesARowIsNamed() {
        assertThatThrownBy(() -> map(
                        Sale.class,
                        columns("region", "orders", "colour", "sold_at"),
                        "ASIA",
                        "-1",
                        "RED",
                        "1997-01-31T10:00:00Z"))
                .hasMessageContaining("Record Sale refuses row 7 of query 'q'")
                .hasMessageContaining("orders must not be negative");
    }

    @Test
    void aMissingOrAmbiguousColumnIsNamed() {
        assertThatThrownBy(() -> map(Sale.class, columns("region", "orders")))
                .hasMessage(
                        "Record Sale, component colour: query 'q' has no column of that name, but 'region', 'orders'");
        assertThatThrownBy(() -> map(Sale.class, columns("region", "REGION")))
                .hasMessageContaining("more than one column of that name");
    }

    @Test
    void aRecordThatNoRowCanBecomeIsRefusedAtOnce() {
        record Nested(Sale sale) {}
        record Raw(Optional<List<String>> list) {}
        assertThatThrownBy(() -> new RowRecords<>(Nested.class))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("Record Nested, component sale: a column cannot become a ");
        assertThatThrownBy(() -> new RowRecords<>(Raw.class)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void mapsHaveAllColumnsInOrder() {
        Map<String, String> expected = new LinkedHashMap<>();
        expected.put("a", "1");
        expected.put("a_2", null);
        expected.put("column_2", "3");
        assertThat(new RowMaps().of(columns("a", "a", ""), "query 'q'").map(Arrays.asList("1", null, "3"), 1))
                .containsExactlyEntriesOf(expected);
    }
}
