package io.appkit.auth.oidc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.appkit.auth.TestClock;
import io.appkit.auth.TestOrigin;
import io.appkit.auth.session.RefusedException;
import io.appkit.auth.session.Tokens;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TokenEndpointTest {

    private final TestProvider provider = new TestProvider();
    private final ProviderHttp http = new ProviderHttp(Duration.ofSeconds(20));
    private final TestClock clock = new TestClock(Instant.now());
    private final TokenEndpoint endpoint = endpoint();

    TokenEndpointTest() throws IOException {}

    @AfterEach
    void stop() {
        endpoint.close();
        http.close();
        provider.close();
    }

    @Test
    void renewsTokens() throws Exception {
        Tokens tokens = endpoint.redeem("refresh");

        assertThat(tokens.accessToken()).isEqualTo("renewed");
        assertThat(tokens.refreshToken()).isEmpty();
        assertThat(tokens.expiresAt()).isEqualTo(clock.instant().plusSeconds(60));
    }

    @Test
    void aLifeWithoutEndIsALongOne() throws Exception {
        provider.renewedFor = Long.MAX_VALUE;

        assertThat(endpoint.redeem("refresh").expiresAt())
                .isBetween(
                        clock.instant().plus(Duration.ofDays(90)),
                        clock.instant().plus(Duration.ofDays(400)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"invalid_grant", "unauthorized_client", "<b>evil</b>"})
    void aRefusalIsForGood(String error) {
        provider.tokenError = error;

        assertThatThrownBy(() -> endpoint.redeem("refresh"))
                .isInstanceOf(RefusedException.class)
                .hasMessageNotContaining("evil")
                .hasMessageNotContaining("secret-description");
    }

    @Test
    void aWrongClientEndsNoSession() {
        provider.tokenError = "invalid_client";

        assertThatThrownBy(() -> endpoint.redeem("refresh"))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(TestProvider.CLIENT)
                .hasMessageNotContaining(TestProvider.SECRET);
    }

    @ParameterizedTest
    @ValueSource(strings = {"temporarily_unavailable", "server_error", "slow_down"})
    void aProviderThatSaysItIsInTroubleEndsNoSession(String error) {
        provider.tokenError = error;

        assertThatThrownBy(() -> endpoint.redeem("refresh"))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(error);
    }

    @ParameterizedTest
    @ValueSource(ints = {429, 500, 502, 503})
    void aProviderInTroubleEndsNoSession(int status) {
        provider.status = status;

        assertThatThrownBy(() -> endpoint.redeem("refresh")).isInstanceOf(IOException.class);
    }

    @Test
    void aProviderThatMakesNoSenseEndsNoSession() throws Exception {
        endpoint.redeem("refresh");
        provider.html = true;

        assertThatThrownBy(() -> endpoint.redeem("refresh")).isInstanceOf(IOException.class);
    }

    private TokenEndpoint endpoint() {
        OidcSettings settings = new OidcSettings(
                TestOrigin.of("https://app.example.com"),
                provider.url(),
                false,
                Optional.empty(),
                TestProvider.CLIENT,
                Optional.of(TestProvider.SECRET),
                List.of("openid"),
                Duration.ofHours(24),
                List.of(),
                List.of(),
                "sales",
                Path.of("unused"));
        return new TokenEndpoint(settings, new Provider(settings, http, clock), http, clock);
    }
}
