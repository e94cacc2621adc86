package io.appkit.analytics.result;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.appkit.analytics.arrow.ResultColumn;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ResultCellTest {

    static Stream<String> cells() {
        return Stream.of("\ud800", "😀", "[1e99999999999]", "[1e-99999999999]", "[".repeat(999) + "]".repeat(999));
    }

    @ParameterizedTest
    @MethodSource("cells")
    void noTextBreaksTheMessage(String cell) throws Exception {
        ResultMessage message = new ResultMessage("q", ResultMessage.MAX_FRAME_UNITS);
        message.columns(List.of(new ResultColumn("c", "STRING", "STRING")));
        message.rows(List.of(List.of(cell), List.of("[\"\\ud800\"]")));
        assertThat(new ObjectMapper()
                        .readTree(message.end("s1"))
                        .get("data")
                        .get(0)
                        .get("c")
                        .asText())
                .isEqualTo(cell);
    }
}
