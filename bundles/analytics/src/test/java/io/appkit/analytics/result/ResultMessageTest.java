package io.appkit.analytics.result;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.appkit.analytics.arrow.ResultColumn;
import io.appkit.api.AppKitException;
import io.appkit.api.ErrorKind;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class ResultMessageTest {

    private static ResultColumn column(String name, String type) {
        return new ResultColumn(name, type, type);
    }

    private static ResultColumn string(String name) {
        return column(name, "STRING");
    }

    @SafeVarargs
    private static String message(List<ResultColumn> columns, List<String>... rows) throws IOException {
        ResultMessage writer = new ResultMessage("q", ResultMessage.MAX_FRAME_UNITS);
        writer.columns(columns);
        writer.rows(List.of(rows));
        return new String(writer.end("01ef"), StandardCharsets.UTF_8);
    }

    private static String data(String json) {
        return "{\"type\":\"result\",\"data\":" + json
                + ",\"status\":{\"state\":\"SUCCEEDED\"},\"statement_id\":\"01ef\"}";
    }

    private static void isTooLarge(Throwable error) {
        assertThat(error).isInstanceOfSatisfying(AppKitException.class, e -> {
            assertThat(e.kind()).isEqualTo(ErrorKind.TOO_LARGE);
            assertThat(e.errorCode()).contains("RESULT_TOO_LARGE_FOR_JSON_FALLBACK");
            assertThat(e.clientMessage()).contains("ARROW_STREAM");
        });
    }

    @Test
    void writesRowsAsObjectsOfTexts() throws IOException {
        List<ResultColumn> columns = List.of(string("region"), column("total", "DECIMAL"), string("none"));
        assertThat(message(columns, Arrays.asList("EMEA", "1200.50", null)))
                .isEqualTo(data("[{\"region\":\"EMEA\",\"total\":\"1200.50\",\"none\":null}]"));
    }

    @Test
    void writesAnEmptyArrayForNoRows() throws IOException {
        assertThat(message(List.of(string("a")))).isEqualTo(data("[]"));
        assertThat(message(List.of())).isEqualTo(data("[]"));
    }

    @Test
    void parsesJsonInStringColumnsOnly() throws IOException {
        List<ResultColumn> columns = List.of(string("s"), column("a", "ARRAY"));
        assertThat(message(columns, List.of("{\"x\": [1, 2.50]}", "[1, 2]")))
                .isEqualTo(data("[{\"s\":{\"x\":[1,2.5]},\"a\":\"[1, 2]\"}]"));
    }

    @Test
    void keepsTextThatOnlyLooksLikeJson() throws IOException {
        List<ResultColumn> columns = List.of(string("s"));
        assertThat(message(columns, List.of("{nope"), List.of("[1] tail"), List.of(" [1]"), List.of("12"), List.of("")))
                .isEqualTo(
                        data("[{\"s\":\"{nope\"},{\"s\":\"[1] tail\"},{\"s\":\" [1]\"},{\"s\":\"12\"},{\"s\":\"\"}]"));
    }

    @Test
    void staysOnOneLine() throws IOException {
        assertThat(message(List.of(string("s")), List.of("a\r\nb"), List.of("{\n\"x\"\n:1}")))
                .doesNotContain("\n", "\r")
                .isEqualTo(data("[{\"s\":\"a\\r\\nb\"},{\"s\":{\"x\":1}}]"));
    }

    @Test
    void namesUnnamedColumnsAndLetsTheLastOfEqualNamesWin() throws IOException {
        List<ResultColumn> columns = List.of(string("a"), string(""), string("a"), string(""));
        assertThat(message(columns, List.of("1", "2", "3", "4")))
                .isEqualTo(data("[{\"a\":\"3\",\"column_1\":\"2\",\"column_3\":\"4\"}]"));
    }

    @Test
    void measuresTheLimitInUtf16Units() throws IOException {
        int units = data("[{\"s\":\"ä€\"}]").length();
        ResultMessage fits = new ResultMessage("q", units + ResultMessage.FRAME_UNITS);
        fits.columns(List.of(string("s")));
        fits.rows(List.of(List.of("ä€")));
        assertThat(new String(fits.end("01ef"), StandardCharsets.UTF_8)).hasSize(units);

        ResultMessage exceeds = new ResultMessage("q", units - 1 + ResultMessage.FRAME_UNITS);
        exceeds.columns(List.of(string("s")));
        exceeds.rows(List.of(List.of("ä€")));
        assertThatThrownBy(() -> exceeds.end("01ef")).satisfies(ResultMessageTest::isTooLarge);
    }
}
