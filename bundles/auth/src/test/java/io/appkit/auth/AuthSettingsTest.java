package io.appkit.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.appkit.api.config.Configuration;
import io.appkit.api.config.Key;
import java.lang.reflect.RecordComponent;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AuthSettingsTest {

    private static final String KEY = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";

    @Test
    void hasItsDefaults() {
        Map<String, String> defaults = Arrays.stream(AuthSettings.class.getRecordComponents())
                .collect(Collectors.toMap(
                        RecordComponent::getName,
                        component -> component.getAnnotation(Key.class).defaultValue()));
        assertThat(defaults)
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        "mode", "auto",
                        "trustedProxies", "",
                        "publicPaths", "",
                        "privateAssets", "false",
                        "clientId", "",
                        "clientSecret", "",
                        "issuer", "",
                        "scopes", "openid email profile offline_access all-apis",
                        "sessionMaxAge", "86400000",
                        "cookieKeys", ""));
    }

    @Test
    void mapsEveryKey() {
        assertThat(AuthSettings.class.getAnnotation(Configuration.class).pid()).isEqualTo("appkit.auth");
        assertThat(AuthSettings.class.getRecordComponents())
                .<Class<?>>extracting(RecordComponent::getType)
                .containsExactly(
                        AuthSettings.Mode.class,
                        List.class,
                        List.class,
                        boolean.class,
                        Optional.class,
                        Optional.class,
                        Optional.class,
                        String.class,
                        Duration.class,
                        List.class);
    }

    @Test
    void aSessionLivesBetweenFiveMinutesAndThirtyDays() {
        Key age = Arrays.stream(AuthSettings.class.getRecordComponents())
                .filter(component -> component.getName().equals("sessionMaxAge"))
                .map(component -> component.getAnnotation(Key.class))
                .findFirst()
                .orElseThrow();
        assertThat(Duration.ofMillis(age.min())).isEqualTo(Duration.ofMinutes(5));
        assertThat(Duration.ofMillis(age.max())).isEqualTo(Duration.ofDays(30));
        assertThat(Duration.ofMillis(Long.parseLong(age.defaultValue()))).isEqualTo(Duration.ofHours(24));
    }

    @Test
    void showsNoSecret() {
        AuthSettings settings = settings("client", "the-secret", "openid", KEY, "", "");

        assertThat(settings.toString()).doesNotContain("the-secret").doesNotContain(KEY);
    }

    @Test
    void readsScopesHoweverTheyAreSeparated() {
        assertThat(settings("", "", "openid,email  all-apis", "", "", "").scopeList())
                .containsExactly("openid", "email", "all-apis");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/hooks", "/hooks/orders.v1", "/a/b/", "/"})
    void takesExactPaths(String path) {
        assertThat(settings("", "", "openid", "", path, "").publicPaths()).containsExactly(path);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "hooks",
                "/a//b",
                "//a",
                "/a/../b",
                "/a/./b",
                "/a/..",
                "/a*",
                "/a?b",
                "/a#b",
                "/a;b",
                "/%2e",
                "/a\\b",
                "/.auth/login",
                "/ü"
            })
    void refusesWhatIsNoExactPath(String path) {
        assertThatThrownBy(() -> settings("", "", "openid", "", path, ""))
                .hasMessageContaining("publicPaths")
                .hasMessageContaining(path);
    }

    @ParameterizedTest
    @ValueSource(strings = {"proxy.example.com", "10.0.0", "10.0.0.0/8", "300.1.1.1"})
    void refusesProxiesThatAreNoAddresses(String proxy) {
        assertThatThrownBy(() -> TestSettings.auth(AuthSettings.Mode.AUTO, proxy))
                .hasMessageContaining("trustedProxies")
                .hasMessageContaining(proxy);
    }

    @ParameterizedTest
    @ValueSource(strings = {"accounts", "ftp://a", "https://a/?b", "https://u:p@a", "https://a/#b", "https://"})
    void refusesAnIssuerThatIsNoUrl(String issuer) {
        assertThatThrownBy(() -> settings("", "", "openid", "", "", issuer)).hasMessageContaining("issuer");
    }

    @Test
    void refusesWrongKeysWithoutShowingThem() {
        assertThatThrownBy(() -> settings("", "", "openid", "c2hvcnQ=", "", ""))
                .hasMessageContaining("cookieKeys")
                .hasMessageNotContaining("c2hvcnQ");
    }

    @Test
    void refusesScopesWithoutIdentity() {
        assertThatThrownBy(() -> settings("", "", "email", "", "", "")).hasMessageContaining("openid");
    }

    @Test
    void refusesASecretOfNobody() {
        assertThatThrownBy(() -> settings("", "the-secret", "openid", "", "", ""))
                .hasMessageContaining("clientId")
                .hasMessageNotContaining("the-secret");
    }

    private static AuthSettings settings(
            String client, String secret, String scopes, String key, String publicPath, String issuer) {
        return new AuthSettings(
                AuthSettings.Mode.OIDC,
                List.of(),
                publicPath.isEmpty() ? List.of() : List.of(publicPath),
                false,
                optional(client),
                optional(secret),
                optional(issuer),
                scopes,
                Duration.ofHours(24),
                key.isEmpty() ? List.of() : List.of(key));
    }

    private static Optional<String> optional(String text) {
        return Optional.of(text).filter(value -> !value.isEmpty());
    }
}
