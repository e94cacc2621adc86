package io.appkit.core.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.appkit.api.config.ByteSize;
import io.appkit.api.config.Configuration;
import io.appkit.api.config.ConfigurationException;
import io.appkit.api.config.Key;
import io.appkit.api.platform.ServerSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RecordBinderTest {

    enum Colour {
        DARK_RED,
        BLUE
    }

    @Configuration(pid = "test.sample", title = "Sample")
    record Sample(
            @Key(description = "d", defaultValue = "500", min = 1, max = 1000)
            Duration timeout,

            @Key(description = "d", defaultValue = "blue") Colour colour,
            @Key(description = "d") List<String> names,
            @Key(description = "d") Optional<String> title,
            @Key(description = "d", defaultValue = "1kb") ByteSize size,

            @Key(description = "d", defaultValue = "0.5", min = 0, max = 2)
            double factor,

            @Key(description = "d", defaultValue = "true", env = "SAMPLE_ON")
            boolean on) {}

    private final RecordBinder<Sample> binder = new RecordBinder<>(Sample.class);

    @Test
    void takesDefaultsWhereNothingIsConfigured() {
        Sample sample = binder.bind(explicit(Map.of()), environment(Map.of()));

        assertThat(sample)
                .isEqualTo(new Sample(
                        Duration.ofMillis(500),
                        Colour.BLUE,
                        List.of(),
                        Optional.empty(),
                        new ByteSize(1024),
                        0.5,
                        true));
    }

    @Test
    void mapsEveryKey() {
        Sample sample = binder.bind(
                explicit(Map.of(
                        "timeout",
                        "7",
                        "colour",
                        "dark-red",
                        "names",
                        "a, b",
                        "title",
                        "t",
                        "size",
                        "2mb",
                        "factor",
                        "1.5",
                        "on",
                        "false")),
                environment(Map.of()));

        assertThat(sample)
                .isEqualTo(new Sample(
                        Duration.ofMillis(7),
                        Colour.DARK_RED,
                        List.of("a", "b"),
                        Optional.of("t"),
                        new ByteSize(2 << 20),
                        1.5,
                        false));
    }

    @Test
    void prefersTheFileToTheEnvironmentAndTheEnvironmentToTheDefault() {
        LayeredEnvironment off = environment(Map.of("SAMPLE_ON", "false"));

        assertThat(binder.bind(explicit(Map.of("on", "true")), off).on()).isTrue();
        assertThat(binder.bind(explicit(Map.of()), off).on()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "timeout, 0, expected a whole number from 1 to 1000",
        "timeout, 5s, expected a whole number from 1 to 1000",
        "colour, green, expected dark-red or blue",
        "size, banana, expected a size",
        "factor, 3, expected a number from 0 to 2",
        "on, yes, expected true or false"
    })
    void namesPlaceKeyValueAndReasonOfAWrongValue(String key, String value, String reason) {
        assertThatThrownBy(() -> binder.bind(explicit(Map.of(key, value)), environment(Map.of())))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("etc/test.sample.cfg, key " + key)
                .hasMessageContaining("'" + value + "'")
                .hasMessageContaining(reason);
    }

    @ParameterizedTest
    @CsvSource({
        "5gb, 5368709120",
        "5368709120, 5368709120",
        "999999999999999, 999999999999999",
        "7 b, 7",
        "999999999 GB, 1073741822926258176",
        "0, 0"
    })
    void readsSizesAsPeopleWriteThem(String text, long bytes) {
        assertThat(ByteSize.parse(text)).isEqualTo(new ByteSize(bytes));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-1", "1.5gb", "1000000000kb", "1000000000000000", "5 tb", "gb", "0x10"})
    void refusesWhatIsNoSize(String text) {
        assertThatThrownBy(() -> ByteSize.parse(text)).hasMessageContaining("expected a size");
    }

    @Test
    void namesTheEnvironmentNameOfAWrongValue() {
        assertThatThrownBy(() -> binder.bind(explicit(Map.of()), environment(Map.of("SAMPLE_ON", "perhaps"))))
                .hasMessage("environment name SAMPLE_ON: 'perhaps' is not valid: expected true or false");
    }

    @Test
    void reportsUnknownKeysWithTheNearestKnownName() {
        assertThat(binder.unknownKeys(explicit(Map.of("timeuot", "1", "colour", "blue"))))
                .containsExactly("etc/test.sample.cfg: unknown key 'timeuot'; did you mean 'timeout'?");
    }

    @Test
    void bindsTheServerSettingsFromTheEnvironmentNamesOfAppKit() {
        ServerSettings settings = new RecordBinder<>(ServerSettings.class)
                .bind(
                        new Explicit("appkit.server", Map.of(), null),
                        environment(Map.of(
                                "DATABRICKS_APP_PORT", "9000", "FLASK_RUN_HOST", "0.0.0.0", "APPKIT_APP_DIR", "app")));

        assertThat(settings.port()).isEqualTo(9000);
        assertThat(settings.host()).contains("0.0.0.0");
        assertThat(settings.appDir()).contains("app");
        assertThat(settings.bodyLimit()).isEqualTo(new ByteSize(1 << 20));
    }

    @Test
    void listensOnThisMachineUnlessInsideDatabricksApps() {
        LayeredEnvironment laptop = environment(Map.of());
        LayeredEnvironment platform = environment(Map.of(
                "DATABRICKS_APP_NAME", "a",
                "DATABRICKS_CLIENT_ID", "b",
                "DATABRICKS_CLIENT_SECRET", "c",
                "DATABRICKS_APP_PORT", "8000"));
        ServerSettings settings =
                new RecordBinder<>(ServerSettings.class).bind(new Explicit("appkit.server", Map.of(), null), laptop);

        assertThat(settings.listenHost(laptop)).isEqualTo("127.0.0.1");
        assertThat(settings.listenHost(platform)).isEqualTo("0.0.0.0");
    }

    private static Explicit explicit(Map<String, String> values) {
        return new Explicit("test.sample", values, Path.of("etc", "test.sample.cfg"));
    }

    private static LayeredEnvironment environment(Map<String, String> process) {
        return new LayeredEnvironment(process, Map.of());
    }
}
