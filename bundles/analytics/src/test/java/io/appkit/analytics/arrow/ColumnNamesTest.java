package io.appkit.analytics.arrow;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ColumnNamesTest {

    @Test
    void encodesAsJavaScriptDoes() {
        // Expected: encodeURIComponent(JSON.stringify([...])) in Node.
        assertThat(ColumnNames.encoded(List.of("a b", "ä+\"", "x-_.!~*'()", "😀")))
                .isEqualTo("%5B%22a%20b%22%2C%22%C3%A4%2B%5C%22%22%2C%22x-_.!~*'()%22%2C%22%F0%9F%98%80%22%5D");
    }
}
