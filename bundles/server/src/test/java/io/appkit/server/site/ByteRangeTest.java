package io.appkit.server.site;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ByteRangeTest {

    @ParameterizedTest
    @CsvSource({"bytes=0-9,0,9", "bytes=90-,90,99", "bytes=-10,90,99", "bytes=95-200,95,99", "bytes=-500,0,99"})
    void servesOnePart(String header, long first, long last) {
        assertThat(ByteRange.of(header, 100)).contains(new ByteRange(first, last));
    }

    @ParameterizedTest
    @ValueSource(strings = {"bytes=", "bytes=-", "bytes=5-2", "bytes=0-1,3-4", "lines=0-1", "bytes=a-b", "0-1"})
    void sendsTheWholeFileForWhatItDoesNotServe(String header) {
        assertThat(ByteRange.of(header, 100)).isEmpty();
        assertThat(ByteRange.of(null, 100)).isEqualTo(Optional.empty());
    }

    @Test
    void knowsWhatTheFileDoesNotHave() {
        assertThat(ByteRange.of("bytes=100-", 100).orElseThrow().isSatisfiable())
                .isFalse();
        assertThat(ByteRange.of("bytes=-0", 100).orElseThrow().isSatisfiable()).isFalse();
        assertThat(ByteRange.of("bytes=0-", 0).orElseThrow().isSatisfiable()).isFalse();
    }
}
