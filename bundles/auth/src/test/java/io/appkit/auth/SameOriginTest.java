package io.appkit.auth;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class SameOriginTest {

    private final SameOrigin guard =
            SameOrigin.as(PublicOrigin.parse("https://app.example.com").orElseThrow());

    static Stream<Arguments> foreign() {
        List<String> origins = List.of(
                "https://evil.example",
                "http://app.example.com",
                "https://app.example.com:8443",
                "https://app.example.com.evil.example",
                "https://other.example.com",
                "null",
                "https://app.example.com/",
                "https://user@app.example.com",
                "");
        return Stream.of("POST", "PUT", "PATCH", "DELETE", "PROPFIND", "post")
                .flatMap(method -> origins.stream().map(origin -> Arguments.of(method, origin)));
    }

    @ParameterizedTest
    @MethodSource("foreign")
    void refusesOtherOrigins(String method, String origin) {
        assertThat(guard.refuses(TestRequest.of(method, "/api/x").with("Origin", origin)))
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"cross-site", "same-site", "nonsense", ""})
    void refusesOtherSites(String site) {
        TestRequest request = TestRequest.of("POST", "/api/x").with("Origin", "https://app.example.com");

        assertThat(guard.refuses(request.with("Sec-Fetch-Site", site))).isTrue();
        assertThat(guard.refuses(request.with("Sec-Fetch-Site", "same-origin").with("Sec-Fetch-Site", site)))
                .isTrue();
    }

    @Test
    void refusesASecondOrigin() {
        TestRequest request = TestRequest.of("POST", "/api/x").with("Origin", "https://app.example.com");

        assertThat(guard.refuses(request.with("Origin", "https://evil.example")))
                .isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "https://app.example.com, ''",
        "https://app.example.com:443, ''",
        "https://APP.example.com, same-origin",
        "'', same-origin",
        "'', none",
        "null, same-origin",
        "'', ''"
    })
    void letsOwnPagesAndOtherClientsChangeState(String origin, String site) {
        TestRequest request = TestRequest.of("POST", "/api/x");
        request = origin.isEmpty() ? request : request.with("Origin", origin);
        request = site.isEmpty() ? request : request.with("Sec-Fetch-Site", site);

        assertThat(guard.refuses(request)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "HEAD", "OPTIONS"})
    void letsEveryoneAsk(String method) {
        assertThat(guard.refuses(TestRequest.of(method, "/").with("Sec-Fetch-Site", "cross-site")))
                .isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "http://localhost:8000, localhost:8000, false",
        "http://localhost:9999, localhost:8000, true",
        "https://evil.example, localhost:8000, true",
        "null, localhost:8000, true"
    })
    void comparesWithTheHostWhereNoOriginIsConfigured(String origin, String host, boolean refused) {
        TestRequest request =
                TestRequest.of("POST", "/api/x").with("Host", host).with("Origin", origin);

        assertThat(SameOrigin.asHost().refuses(request)).isEqualTo(refused);
        assertThat(SameOrigin.asHost().refuses(request.with("X-Forwarded-Host", "evil.example")))
                .isEqualTo(refused);
    }

    @Test
    void comparesWithTheHostThatTheProxyWasAskedFor() {
        TestRequest request = TestRequest.of("POST", "/api/x")
                .with("Host", "10.0.0.1:8000")
                .with("X-Forwarded-Host", "sales.apps.example.com");

        assertThat(SameOrigin.asForwardedHost().refuses(request.with("Origin", "https://sales.apps.example.com")))
                .isFalse();
        assertThat(SameOrigin.asForwardedHost().refuses(request.with("Origin", "https://evil.example")))
                .isTrue();
    }
}
