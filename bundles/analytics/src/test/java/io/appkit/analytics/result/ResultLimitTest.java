package io.appkit.analytics.result;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.appkit.analytics.arrow.ResultColumn;
import io.appkit.api.AppKitException;
import io.appkit.api.ErrorKind;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ResultLimitTest {

    private static final int LONG = 100_000;

    /** Jackson wraps what is thrown while it writes a tree; the page must see the same error for JSON in a cell. */
    @ParameterizedTest
    @ValueSource(strings = {"%s", "[\"%s\"]", "{\"x\":\"%s\"}"})
    void stopsWithTheSameErrorWhateverTheCellHolds(String form) throws IOException {
        ResultMessage message = new ResultMessage("q", LONG / 2);
        message.columns(List.of(new ResultColumn("s", "STRING", "STRING")));
        List<String> row = List.of(String.format(form, "x".repeat(LONG)));
        assertThatThrownBy(() -> message.rows(List.of(row, row))).isInstanceOfSatisfying(AppKitException.class, e -> {
            assertThat(e.kind()).isEqualTo(ErrorKind.TOO_LARGE);
            assertThat(e.errorCode()).contains("RESULT_TOO_LARGE_FOR_JSON_FALLBACK");
        });
    }
}
