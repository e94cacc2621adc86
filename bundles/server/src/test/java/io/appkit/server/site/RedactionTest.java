package io.appkit.server.site;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RedactionTest {

    private static final String REDACTED = "[redacted by appkit]";

    private final Redaction redaction = new Redaction(
            Map.of(
                    "TOKEN",
                    "s3cret",
                    "SHORT",
                    "ab",
                    "PUBLIC_APPKIT_URL",
                    "https://s3cret.example",
                    "NODE_ENV",
                    "development"),
            Map.of("appkit.workspace: clientSecret", "c0nfigured"));

    private Object clean(String text) {
        return ((Map<?, ?>) redaction.apply(Map.of("a", text)).value()).get("a");
    }

    @Test
    void replacesTextsThatAreOrContainASecret() {
        assertThat(clean("s3cret")).isEqualTo(REDACTED);
        assertThat(clean("Bearer s3cret!")).isEqualTo(REDACTED);
        assertThat(clean("ab")).isEqualTo(REDACTED);
    }

    @Test
    void knowsSecretsOutsideOfTheEnvironmentToo() {
        assertThat(clean("a c0nfigured one")).isEqualTo(REDACTED);
        assertThat(redaction.apply(Map.of("a", "c0nfigured")).leaked())
                .containsExactly("appkit.workspace: clientSecret");
    }

    @Test
    void tellsSecretsByTheirNames() {
        assertThat(List.of("clientSecret", "token", "javax.net.ssl.keyStorePassword", "api_key", "cookieKeys"))
                .allMatch(ConfiguredSecrets::isSecret);
        assertThat(List.of("tokenLifetime", "port", "host", "key", "java.home", "publicPaths"))
                .noneMatch(ConfiguredSecrets::isSecret);
    }

    @Test
    void leavesWhatIsHarmlessOrPublic() {
        assertThat(clean("cab")).isEqualTo("cab");
        assertThat(clean("development")).isEqualTo("development");
        assertThat(clean("see https://s3cret.example/x")).isEqualTo("see https://s3cret.example/x");
        assertThat(clean("https://s3cret.example and s3cret")).isEqualTo(REDACTED);
    }

    @Test
    void reachesKeysAndNestedValuesAndNamesTheVariablesOnly() {
        Redaction.Result result = redaction.apply(Map.of("list", List.of(Map.of("s3cret", 1))));

        assertThat(result.value()).isEqualTo(Map.of("list", List.of(Map.of(REDACTED, 1))));
        assertThat(result.leaked()).containsExactly("TOKEN");
    }

    @Test
    void keysThatBecomeEqualStayApart() {
        Map<?, ?> clean =
                (Map<?, ?>) redaction.apply(Map.of("s3cret", 1, "x s3cret", 2)).value();

        assertThat(clean.keySet()).extracting(String::valueOf).containsExactlyInAnyOrder(REDACTED, REDACTED + " (2)");
    }

    @Test
    void onlyPlainJsonGoesToThePage() {
        Map<String, Object> cycle = new HashMap<>();
        cycle.put("self", cycle);

        assertThatThrownBy(() -> PlainJson.copy(cycle)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> PlainJson.copy(Map.of("__proto__", 1))).hasMessageContaining("__proto__");
        assertThatThrownBy(() -> PlainJson.copy(Map.of("a", Double.NaN))).hasMessageContaining("finite");
        assertThatThrownBy(() -> PlainJson.copy(Map.of("a", new Object()))).hasMessageContaining("java.lang.Object");
    }
}
