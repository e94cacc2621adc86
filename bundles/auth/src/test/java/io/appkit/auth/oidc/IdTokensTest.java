package io.appkit.auth.oidc;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jwt.JWTClaimsSet;
import io.appkit.api.platform.GateDecision;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class IdTokensTest extends SignInFixture {
    static Stream<Arguments> badClaims() {
        return Stream.<Map.Entry<String, UnaryOperator<JWTClaimsSet.Builder>>>of(
                        Map.entry("wrong nonce", claims -> claims.claim("nonce", "another")),
                        Map.entry("no nonce", claims -> claims.claim("nonce", null)),
                        Map.entry("wrong issuer", claims -> claims.issuer("https://evil.example")),
                        Map.entry("wrong audience", claims -> claims.audience("another")),
                        Map.entry(
                                "wrong party",
                                claims ->
                                        claims.audience(List.of("client", "b")).claim("azp", "b")),
                        Map.entry("expired", claims -> claims.expirationTime(in(-65))),
                        Map.entry("no expiry", claims -> claims.expirationTime(null)),
                        Map.entry("issued later", claims -> claims.issueTime(in(90))),
                        Map.entry("not valid yet", claims -> claims.notBeforeTime(in(90))),
                        Map.entry("nobody", claims -> claims.subject(null)))
                .map(entry -> Arguments.of(entry.getKey(), entry.getValue()));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("badClaims")
    void refusesIdTokens(String name, UnaryOperator<JWTClaimsSet.Builder> claims) {
        provider.claims = claims;

        GateDecision.Respond answer = browser.finish(provider.authorize(browser.begin("/")));

        assertThat(answer.status()).isEqualTo(400);
        assertThat(browser.cookies).isEmpty();
    }

    @Test
    void acceptsClocksThatAreALittleWrong() {
        provider.claims =
                claims -> claims.issueTime(in(45)).notBeforeTime(in(45)).expirationTime(in(300));
        assertThat(browser.finish(provider.authorize(browser.begin("/"))).status())
                .isEqualTo(302);

        provider.claims = claims -> claims.issueTime(in(-300)).expirationTime(in(-45));
        assertThat(browser.finish(provider.authorize(browser.begin("/"))).status())
                .isEqualTo(302);
    }

    @ParameterizedTest
    @EnumSource(value = TestProvider.Signing.class, names = "RIGHT", mode = EnumSource.Mode.EXCLUDE)
    void refusesIdTokensThatTheProviderHasNotSigned(TestProvider.Signing signing) {
        provider.signing = signing;

        assertThat(browser.finish(provider.authorize(browser.begin("/"))).status())
                .isEqualTo(400);
    }

    @Test
    void refusesWhatIsNoIdToken() {
        provider.garbled = true;

        assertThat(browser.finish(provider.authorize(browser.begin("/"))).status())
                .isEqualTo(503);
        assertThat(browser.cookies).isEmpty();
    }

    @Test
    void readsTheKeysAgainWhenATokenNamesAnotherOne() {
        browser.finish(provider.authorize(browser.begin("/")));
        provider.rotateKey();

        assertThat(browser.finish(provider.authorize(browser.begin("/"))).status())
                .isEqualTo(302);
        assertThat(provider.calls("/oidc/jwks")).isEqualTo(2);
        assertThat(provider.calls("/oidc/.well-known/openid-configuration")).isEqualTo(1);
    }

    private static Date in(int seconds) {
        return Date.from(Instant.now().plusSeconds(seconds));
    }
}
