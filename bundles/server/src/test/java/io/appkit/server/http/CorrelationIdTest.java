package io.appkit.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class CorrelationIdTest {

    @Test
    void theFirstHeaderThatHasOneCounts() {
        assertThat(CorrelationId.of(Map.of("x-request-id", "a-1", "x-correlation-id", "b")::get))
                .isEqualTo("a-1");
        assertThat(CorrelationId.of(Map.of("x-request-id", "?!", "x-correlation-id", "b")::get))
                .isEqualTo("b");
        assertThat(CorrelationId.of(Map.of("x-amzn-trace-id", "Root=1-67891233-abc")::get))
                .isEqualTo("Root1-67891233-abc");
        assertThat(CorrelationId.of(name -> null)).isEmpty();
    }

    @Test
    void onlyHarmlessCharactersAreKeptAndNotTooMany() {
        assertThat(CorrelationId.of(Map.of("x-request-id", "a\r\nERROR \u001b[31m_.Z9")::get))
                .isEqualTo("aERROR31m_.Z9");
        assertThat(CorrelationId.of(Map.of("x-request-id", "x".repeat(500))::get))
                .hasSize(128);
    }
}
