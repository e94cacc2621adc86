package io.appkit.server.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RequestPathTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                ".",
                "..",
                "%2e",
                "%2E%2e",
                ".%2e",
                "%2e.",
                "a%2fb",
                "a%2Fb",
                "%2f",
                "%5c",
                "a%5Cb",
                "a\\b",
                "..%2f..",
                "..%5c..",
                "%00",
                "a%00.js",
                "a%0ab",
                "a%0d",
                "%7f",
                "%",
                "%1",
                "%g1",
                "%1g",
                "a%",
                "a%2",
                "%u002e",
                "%c0%ae",
                "%c0%af",
                "%e0%80%af",
                "%e0%80%ae",
                "%f0%80%80%af",
                "%c1%9c",
                "%ff",
                "%fe%ff",
                "%80",
                "%c3",
                "%ed%a0%80",
                "%f5%80%80%80",
                "%-1",
                "%+1",
                "% 1"
            })
    void refusesSegmentsThatMeanSomethingElseOnceDecoded(String segment) {
        assertThatThrownBy(() -> RequestPath.decode(segment)).isInstanceOf(MalformedPathException.class);
    }

    @Test
    void decodesASegmentOnceOnly() throws MalformedPathException {
        assertThat(RequestPath.decode("%252e%252e")).isEqualTo("%2e%2e");
        assertThat(RequestPath.decode("a+b%20c")).isEqualTo("a+b c");
        assertThat(RequestPath.decode("gr%C3%BCn")).isEqualTo("grün");
    }

    @Test
    void fixedPathsIgnoreCaseAndOneSlashAtTheEnd() {
        assertThat(RequestPath.of("/HEALTH/").isExactly("health")).isTrue();
        assertThat(RequestPath.of("/health//").isExactly("health")).isFalse();
        assertThat(RequestPath.of("/healthy").isExactly("health")).isFalse();
        assertThat(RequestPath.of("/").segments()).isEqualTo(List.of(""));
    }
}
